// Reductions of the middle axis of [outer, length, inner]. The loops are in reductions_typed.h, included for each type.
//
// `length` and `inner` alone fix the order of the operations: blocks of a fixed size, and the results of the blocks
// combined two by two (pairwise summation; Higham, "The accuracy of floating point summation", SIAM J. Sci. Comput. 14,
// 1993), so that the rounding error grows with the logarithm of the length.

enum {
  reduction_block = 64,   // rows of a block of columns; vectors of a block of a row
  reduction_levels = 64,  // of the tree of blocks: enough for any length
  reduction_width = 4,    // vectors that advance together
};

#define ADJ_TYPE f32
#define ADJ_MAXIMUM __builtin_elementwise_maximum
#define ADJ_MINIMUM __builtin_elementwise_minimum
#define ADJ_LEAST -__builtin_inff()
#define ADJ_GREATEST __builtin_inff()
#include "reductions_typed.h"
#define ADJ_TYPE f64
#define ADJ_MAXIMUM __builtin_elementwise_maximum
#define ADJ_MINIMUM __builtin_elementwise_minimum
#define ADJ_LEAST -__builtin_inf()
#define ADJ_GREATEST __builtin_inf()
#include "reductions_typed.h"

// Sums in float64 of float32 elements, and of squares.
//
// A square of a float32 neither overflows nor vanishes in float64, and a sum of 2^29 equal elements is exact.
#define ADJ_WIDE_TYPE(type, element, formula) \
  typedef element type##_source; \
  typedef double type##_element; \
  typedef vf64 type##_vector; \
  typedef vi64 type##_mask; \
  enum { type##_lanes = f64_lanes }; \
  ADJ_INLINE vf64 type##_splat(double x) { return f64_splat(x); } \
  ADJ_INLINE vf64 type##_summand(vf64 x) { return formula; } \
  ADJ_INLINE vf64 type##_load(const element *p) { \
    typedef element narrow __attribute__((vector_size(f64_lanes * sizeof(element)))); \
    narrow v; \
    memcpy(&v, p, sizeof v); \
    return type##_summand(__builtin_convertvector(v, vf64)); \
  } \
  ADJ_INLINE vf64 type##_load_partial(const element *p, size_t count) { \
    element some[f64_lanes] = {0}; \
    for (size_t i = 0; i < count; i++) some[i] = p[i]; \
    return type##_load(some); \
  }
ADJ_WIDE_TYPE(f32_wide, float, x)
ADJ_WIDE_TYPE(f32_squares, float, x * x)
ADJ_WIDE_TYPE(f64_squares, double, x * x)
#define ADJ_TYPE f32_wide
#define ADJ_SUM_ONLY
#include "reductions_typed.h"
#define ADJ_TYPE f32_squares
#define ADJ_SUM_ONLY
#include "reductions_typed.h"
#define ADJ_TYPE f64_squares
#define ADJ_SUM_ONLY
#include "reductions_typed.h"

#define ADJ_TYPE i32
#define ADJ_MAXIMUM __builtin_elementwise_max
#define ADJ_MINIMUM __builtin_elementwise_min
#define ADJ_LEAST INT32_MIN
#define ADJ_GREATEST INT32_MAX
#include "reductions_typed.h"
#define ADJ_TYPE i64
#define ADJ_MAXIMUM __builtin_elementwise_max
#define ADJ_MINIMUM __builtin_elementwise_min
#define ADJ_LEAST INT64_MIN
#define ADJ_GREATEST INT64_MAX
#include "reductions_typed.h"
#define ADJ_TYPE b8
#define ADJ_MAXIMUM __builtin_elementwise_max
#define ADJ_MINIMUM __builtin_elementwise_min
#define ADJ_LEAST 0
#define ADJ_GREATEST 1
#include "reductions_typed.h"

#define ADJ_REDUCTION_CASES(type) \
  switch (operation) { \
    case AdjReductionSum: type##_reduce(&type##_Sum, x, outer, length, inner, out); return true; \
    case AdjReductionProduct: type##_reduce(&type##_Product, x, outer, length, inner, out); return true; \
    case AdjReductionMaximum: type##_reduce(&type##_Maximum, x, outer, length, inner, out); return true; \
    case AdjReductionMinimum: type##_reduce(&type##_Minimum, x, outer, length, inner, out); return true; \
    case AdjReductionArgmax: type##_Argmax(x, outer, length, inner, out); return true; \
    case AdjReductionArgmin: type##_Argmin(x, outer, length, inner, out); return true; \
    default: return false; \
  }

static bool ADJ_NAME(reduce)(AdjReduction operation, AdjDType type, const void *x, size_t outer, size_t length,
                             size_t inner, void *out) {
  switch (type) {
    case AdjDTypeFloat32:
      if (operation == AdjReductionWideSum) {
        f32_wide_reduce(&f32_wide_Sum, x, outer, length, inner, out);
        return true;
      }
      if (operation == AdjReductionSquares) {
        f32_squares_reduce(&f32_squares_Sum, x, outer, length, inner, out);
        return true;
      }
      ADJ_REDUCTION_CASES(f32)
    case AdjDTypeFloat64:
      if (operation == AdjReductionSquares) {
        f64_squares_reduce(&f64_squares_Sum, x, outer, length, inner, out);
        return true;
      }
      if (operation == AdjReductionWideSum) operation = AdjReductionSum;
      ADJ_REDUCTION_CASES(f64)
    case AdjDTypeInt32: ADJ_REDUCTION_CASES(i32)
    case AdjDTypeInt64: ADJ_REDUCTION_CASES(i64)
    case AdjDTypeBool:
      switch (operation) {
        case AdjReductionMaximum:
        case AdjReductionAny: b8_reduce(&b8_Maximum, x, outer, length, inner, out); return true;
        case AdjReductionMinimum:
        case AdjReductionAll: b8_reduce(&b8_Minimum, x, outer, length, inner, out); return true;
        default: return false;
      }
    default: return false;
  }
}

#define ADJ_REDUCTION_ONTO_CASES(type) \
  switch (operation) { \
    case AdjReductionSum: return type##_reduce_onto(&type##_Sum, x, length, inner, out); \
    case AdjReductionProduct: return type##_reduce_onto(&type##_Product, x, length, inner, out); \
    case AdjReductionMaximum: return type##_reduce_onto(&type##_Maximum, x, length, inner, out); \
    case AdjReductionMinimum: return type##_reduce_onto(&type##_Minimum, x, length, inner, out); \
    default: return false; \
  }

/// Columns of floating-point elements that are combined with what `out` holds; false where there is no such kernel.
static bool ADJ_NAME(reduce_onto)(AdjReduction operation, AdjDType type, const void *x, size_t length, size_t inner,
                                  void *out) {
  if (type == AdjDTypeFloat32) {
    if (operation == AdjReductionWideSum) return f32_wide_reduce_onto(&f32_wide_Sum, x, length, inner, out);
    if (operation == AdjReductionSquares) return f32_squares_reduce_onto(&f32_squares_Sum, x, length, inner, out);
    ADJ_REDUCTION_ONTO_CASES(f32)
  }
  if (type == AdjDTypeFloat64) {
    if (operation == AdjReductionSquares) return f64_squares_reduce_onto(&f64_squares_Sum, x, length, inner, out);
    if (operation == AdjReductionWideSum) operation = AdjReductionSum;
    ADJ_REDUCTION_ONTO_CASES(f64)
  }
  return false;
}
