// What the maxima of windows took from their planes, and the transpose of it.

#include <string.h>

#include "AdjointKernels.h"

#define POOL(element)                                                                                                         \
  static void take_##element(size_t planes, size_t size, size_t count, const element *x, const int32_t *positions,            \
                             element *out) {                                                                                  \
    for (; planes > 0; planes--, x += size, positions += count, out += count)                                                 \
      for (size_t i = 0; i < count; i++) out[i] = x[positions[i]];                                                            \
  }                                                                                                                           \
  static void spread_##element(size_t planes, size_t size, size_t count, const element *g, const int32_t *positions,          \
                               element *x) {                                                                                  \
    for (; planes > 0; planes--, x += size, positions += count, g += count) {                                                 \
      memset(x, 0, size * sizeof *x);                                                                                         \
      for (size_t i = 0; i < count; i++) x[positions[i]] += g[i];                                                             \
    }                                                                                                                         \
  }

POOL(float)
POOL(double)

void adj_pool_take(AdjDType type, size_t planes, size_t size, size_t count, const void *x, const int32_t *positions, void *out) {
  if (type == AdjDTypeFloat32) take_float(planes, size, count, x, positions, out);
  if (type == AdjDTypeFloat64) take_double(planes, size, count, x, positions, out);
}

void adj_pool_spread(AdjDType type, size_t planes, size_t size, size_t count, const void *g, const int32_t *positions, void *x) {
  if (type == AdjDTypeFloat32) spread_float(planes, size, count, g, positions, x);
  if (type == AdjDTypeFloat64) spread_double(planes, size, count, g, positions, x);
}
