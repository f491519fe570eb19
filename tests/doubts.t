#!/bin/sh
# doubts.t - two small exports of tests/long/doubts.t
CS_DOUBTS_FIRST=31 CS_DOUBTS_EXPORTS=2 exec sh tests/long/doubts.t
