// duckdb.mjs SQL-FILE INPUT OUT-DIR THREADS - runs the statements in DuckDB and
// prints the seconds they took, without the start of this program.
// @duckdb/node-api is looked for in $BENCH_DIR.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [script, input, out, threads] = process.argv.slice(2);
const require = createRequire(path.resolve(process.env.BENCH_DIR, 'index.js'));
const { DuckDBInstance } = require('@duckdb/node-api');

const sql = readFileSync(script, 'utf8')
	.replaceAll('@INPUT@', input).replaceAll('@OUT@', out);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
const start = process.hrtime.bigint();
await connection.run(sql);
console.log((Number(process.hrtime.bigint() - start) / 1e9).toFixed(3));
