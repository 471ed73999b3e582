// Taking elements by index, and the transposes of it.

#include <string.h>

#include "AdjointKernels.h"

#define TAKE(bits) \
  static void take_##bits(const uint##bits##_t *x, const int64_t *indices, size_t count, uint##bits##_t *out) { \
    for (size_t i = 0; i < count; i++) out[i] = x[indices[i]]; \
  } \
  static void take_along_##bits(const uint##bits##_t *x, size_t inner, const int64_t *indices, size_t count, \
                                uint##bits##_t *out) { \
    for (size_t i = 0; i < count; i++, indices += inner, out += inner) \
      for (size_t j = 0; j < inner; j++) out[j] = x[(size_t)indices[j] * inner + j]; \
  }

TAKE(8)
TAKE(16)
TAKE(32)
TAKE(64)

void adj_take(size_t element_size, const void *x, size_t outer, size_t length, size_t inner, const int64_t *indices,
              size_t count, void *out) {
  const char *from = x;
  char *to = out;
  const size_t run = inner * element_size;
  for (size_t o = 0; o < outer; o++, from += length * run, to += count * run) {
    if (inner != 1) {
      for (size_t i = 0; i < count; i++) memcpy(to + i * run, from + (size_t)indices[i] * run, run);
      continue;
    }
    switch (element_size) {
      case 1: take_8((const uint8_t *)from, indices, count, (uint8_t *)to); break;
      case 2: take_16((const uint16_t *)from, indices, count, (uint16_t *)to); break;
      case 4: take_32((const uint32_t *)from, indices, count, (uint32_t *)to); break;
      case 8: take_64((const uint64_t *)from, indices, count, (uint64_t *)to); break;
      default: break;
    }
  }
}

void adj_take_along(size_t element_size, const void *x, size_t outer, size_t length, size_t inner, const int64_t *indices,
                    size_t count, void *out) {
#define CASE(bits) \
  case bits / 8: \
    for (size_t o = 0; o < outer; o++) \
      take_along_##bits((const uint##bits##_t *)x + o * length * inner, inner, indices + o * count * inner, count, \
                        (uint##bits##_t *)out + o * count * inner); \
    break;
  switch (element_size) {
    CASE(8)
    CASE(16)
    CASE(32)
    CASE(64)
    default: break;
  }
#undef CASE
}

// Integers are added as unsigned ones, which wrap around.
#define ADD(type) \
  static void add_at_##type(const type *g, size_t outer, size_t length, size_t inner, const int64_t *indices, size_t count, \
                            type *x) { \
    for (size_t o = 0; o < outer; o++, x += length * inner) \
      for (size_t i = 0; i < count; i++, g += inner) { \
        type *row = x + (size_t)indices[i] * inner; \
        for (size_t j = 0; j < inner; j++) row[j] += g[j]; \
      } \
  } \
  static void add_along_##type(const type *g, size_t outer, size_t length, size_t inner, const int64_t *indices, \
                               size_t count, type *x) { \
    for (size_t o = 0; o < outer; o++, x += length * inner) \
      for (size_t i = 0; i < count; i++, g += inner, indices += inner) \
        for (size_t j = 0; j < inner; j++) x[(size_t)indices[j] * inner + j] += g[j]; \
  }

ADD(float)
ADD(double)
ADD(uint32_t)
ADD(uint64_t)

#define BY_TYPE(function) \
  switch (type) { \
    case AdjDTypeFloat32: function##_float(g, outer, length, inner, indices, count, x); break; \
    case AdjDTypeFloat64: function##_double(g, outer, length, inner, indices, count, x); break; \
    case AdjDTypeInt32: function##_uint32_t(g, outer, length, inner, indices, count, x); break; \
    case AdjDTypeInt64: function##_uint64_t(g, outer, length, inner, indices, count, x); break; \
    default: break; \
  }

void adj_take_transpose(AdjDType type, const void *g, size_t outer, size_t length, size_t inner, const int64_t *indices,
                        size_t count, void *x) {
  BY_TYPE(add_at)
}

void adj_take_along_transpose(AdjDType type, const void *g, size_t outer, size_t length, size_t inner,
                              const int64_t *indices, size_t count, void *x) {
  BY_TYPE(add_along)
}

void adj_index_range(const int64_t *indices, size_t n, int64_t *least, int64_t *greatest) {
  int64_t low = indices[0], high = indices[0];
  for (size_t i = 1; i < n; i++) {
    low = indices[i] < low ? indices[i] : low;
    high = indices[i] > high ? indices[i] : high;
  }
  *least = low;
  *greatest = high;
}
