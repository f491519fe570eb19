/* invert.c - see invert.h: by Cholesky's factor. */
#include "btyd/invert.h"

#include <math.h>
#include <string.h>

enum { P = CS_MOST_PARAMETERS };

bool cs_invert(size_t n, double matrix[P][P])
{
	double lower[P][P] = { { 0 } }, inverse[P][P] = { { 0 } };

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = matrix[i][j];

			for (size_t k = 0; k < j; k++)
				sum -= lower[i][k] * lower[j][k];
			if (i == j && !(sum > 1e-14 * matrix[i][i]))
				return false;
			lower[i][j] = i == j ? sqrt(sum) : sum / lower[j][j];
		}
	for (size_t column = 0; column < n; column++) {
		double x[P] = { 0 };

		for (size_t i = 0; i < n; i++) {
			x[i] = i == column;
			for (size_t k = 0; k < i; k++)
				x[i] -= lower[i][k] * x[k];
			x[i] /= lower[i][i];
		}
		for (size_t i = n; i-- > 0;) {
			for (size_t k = i + 1; k < n; k++)
				x[i] -= lower[k][i] * x[k];
			x[i] /= lower[i][i];
			inverse[i][column] = x[i];
		}
	}
	memcpy(matrix, inverse, sizeof inverse);
	return true;
}
