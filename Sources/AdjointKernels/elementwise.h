// Elementwise operations: a formula on vectors for each, in the lists below, and one loop for all of them.

#include "casts.h"

// MARK: Vectors of each element type

// f32_element, f32_vector (a whole vector) and f32_flags (one byte for each of its elements), and so on.
#define ADJ_VECTOR_TYPE(type, element, vector, integer_vector) \
  typedef element type##_element; \
  typedef vector type##_vector; \
  typedef element type##_source; /* what a reduction reads */ \
  enum { type##_lanes = ADJ_VECTOR_BYTES / sizeof(element) }; \
  typedef integer_vector type##_mask; \
  typedef uint8_t type##_flags __attribute__((vector_size(ADJ_VECTOR_BYTES / sizeof(element)))); \
  ADJ_INLINE vector type##_splat(element x) { return x - (vector){0}; } \
  ADJ_INLINE vector type##_load(const element *p) { \
    vector v; \
    memcpy(&v, p, sizeof v); \
    return v; \
  } \
  /* Fewer elements than a vector has, and then ones: a value on which no function takes a special path. */ \
  ADJ_INLINE vector type##_load_partial(const element *p, size_t count) { \
    vector v = type##_splat(1); \
    copy_part((char *)&v, (const char *)p, count * sizeof(element)); \
    return v; \
  }

/// Copies fewer bytes than a vector has, without calling memcpy.
ADJ_INLINE void copy_part(char *to, const char *from, size_t bytes) {
#define ADJ_COPY_PIECE(piece) \
  if (ADJ_VECTOR_BYTES > piece && (bytes & piece)) { \
    memcpy(to, from, piece); \
    to += piece; \
    from += piece; \
  }
  ADJ_COPY_PIECE(32)
  ADJ_COPY_PIECE(16)
  ADJ_COPY_PIECE(8)
  ADJ_COPY_PIECE(4)
  ADJ_COPY_PIECE(2)
  ADJ_COPY_PIECE(1)
#undef ADJ_COPY_PIECE
}

typedef uint8_t vu8 __attribute__((vector_size(ADJ_VECTOR_BYTES)));
typedef int8_t vi8 __attribute__((vector_size(ADJ_VECTOR_BYTES)));

ADJ_VECTOR_TYPE(f32, float, vf32, vi32)
ADJ_VECTOR_TYPE(f64, double, vf64, vi64)
ADJ_VECTOR_TYPE(i32, int32_t, vi32, vi32)
ADJ_VECTOR_TYPE(i64, int64_t, vi64, vi64)
ADJ_VECTOR_TYPE(u32, uint32_t, vu32, vi32)
ADJ_VECTOR_TYPE(u64, uint64_t, vu64, vi64)
ADJ_VECTOR_TYPE(b8, uint8_t, vu8, vi8)

/// mask ? a : b for vectors of any type.
#define ADJ_SELECT(mask, a, b) \
  ((__typeof__(a))(((mask) & (__typeof__(mask))(a)) | (~(mask) & (__typeof__(mask))(b))))
/// A comparison's mask as bytes 0 and 1.
#define ADJ_FLAGS(type, mask) (__builtin_convertvector((mask), type##_flags) & 1)

// MARK: The formulas: ROW(type, Name, formula) for the rows of AdjointOperations.h

#define ADJ_UNARY_ARITHMETIC(ROW, type) \
  ROW(type, Negate, -x) \
  ROW(type, Abs, v_abs_##type(x)) \
  ROW(type, Sign, ADJ_SELECT(x > 0, type##_splat(1), ADJ_SELECT(x < 0, type##_splat(-1), x))) \
  ROW(type, Square, x * x) \
  ROW(type, OneMinusSquare, (1 - x) * (1 + x)) \
  ROW(type, TimesOneMinus, v_times_one_minus_##type(x)) \
  ROW(type, TimesTwoMinus, v_times_two_minus_##type(x)) \
  ROW(type, Squarable, v_squarable_##type(x)) \
  ROW(type, Relu, ADJ_SELECT(x <= 0, type##_splat(0), x)) \
  ROW(type, Sqrt, v_sqrt_##type(x)) \
  ROW(type, Reciprocal, 1 / x) \
  ROW(type, Floor, v_floor_##type(x)) \
  ROW(type, Ceil, v_ceil_##type(x)) \
  ROW(type, Round, v_round_##type(x))

#define ADJ_UNARY_FLOAT(ROW, type) \
  ADJ_UNARY_ARITHMETIC(ROW, type) \
  ROW(type, IsNaN, ADJ_FLAGS(type, x != x)) \
  ROW(type, IsFinite, ADJ_FLAGS(type, x - x == 0))

// Long formulas, which the loop holds once: v_name_f32 and v_name_f64 for the rows of the class Function.
#define ADJ_UNARY_FUNCTION(ROW, type) ADJ_UNARY_OPERATIONS(ADJ_FUNCTION_ROW, ROW, type, (x))
#define ADJ_BINARY_FUNCTION(ROW, type) ADJ_BINARY_OPERATIONS(ADJ_FUNCTION_ROW, ROW, type, (a, b))
#define ADJ_FUNCTION_ROW(ROW, type, operands, Name, name, Class, cost) ADJ_ROW_OF_##Class(ROW, type, operands, Name, name)
#define ADJ_ROW_OF_Function(ROW, type, operands, Name, name) ROW(type, Name, v_##name##_##type operands)
#define ADJ_ROW_OF_Arithmetic(ROW, type, operands, Name, name)
#define ADJ_ROW_OF_Flag(ROW, type, operands, Name, name)
#define ADJ_ROW_OF_Logical(ROW, type, operands, Name, name)

// Arithmetic on vectors of integers wraps around.
#define ADJ_UNARY_INTEGER(ROW, type) \
  ROW(type, Negate, -x) \
  ROW(type, Abs, (x ^ (x < 0)) - (x < 0)) \
  ROW(type, Sign, (x < 0) - (x > 0)) \
  ROW(type, Square, x * x) \
  ROW(type, Relu, x & (x > 0))

#define ADJ_UNARY_BOOL(ROW, type) \
  ROW(type, LogicalNot, x ^ 1)

#define ADJ_BINARY_ARITHMETIC(ROW, type) \
  ROW(type, Add, a + b) \
  ROW(type, Subtract, a - b) \
  ROW(type, Multiply, a * b) \
  ROW(type, Divide, a / b) \
  ROW(type, Maximum, __builtin_elementwise_maximum(a, b)) \
  ROW(type, Minimum, __builtin_elementwise_minimum(a, b)) \
  ROW(type, GatedMultiply, ADJ_SELECT(a == 0, type##_splat(0), a * b)) \
  ROW(type, SelectedMultiply, ADJ_SELECT((a == 0) | (b == 0), type##_splat(0), a * b))

#define ADJ_BINARY_FLOAT(ROW, type) \
  ADJ_BINARY_ARITHMETIC(ROW, type) \
  ADJ_COMPARISONS(ROW, type)

#define ADJ_BINARY_INTEGER(ROW, type) \
  ROW(type, Add, a + b) \
  ROW(type, Subtract, a - b) \
  ROW(type, Multiply, a * b) \
  ROW(type, Maximum, __builtin_elementwise_max(a, b)) \
  ROW(type, Minimum, __builtin_elementwise_min(a, b)) \
  ROW(type, GatedMultiply, a * b) \
  ROW(type, SelectedMultiply, a * b) \
  ADJ_COMPARISONS(ROW, type)

#define ADJ_BINARY_BOOL(ROW, type) \
  ROW(type, LogicalAnd, a & b) \
  ROW(type, LogicalOr, a | b) \
  ROW(type, LogicalXor, a ^ b) \
  ADJ_COMPARISONS(ROW, type)

#define ADJ_COMPARISONS(ROW, type) \
  ROW(type, Equal, ADJ_FLAGS(type, a == b)) \
  ROW(type, NotEqual, ADJ_FLAGS(type, a != b)) \
  ROW(type, Less, ADJ_FLAGS(type, a < b)) \
  ROW(type, LessEqual, ADJ_FLAGS(type, a <= b)) \
  ROW(type, Greater, ADJ_FLAGS(type, a > b)) \
  ROW(type, GreaterEqual, ADJ_FLAGS(type, a >= b))

// Every row of the class Arithmetic has its formula above.
#define ADJ_ONE_FORMULA(type, Name, formula) +1
#define ADJ_ONE_ROW(context, Name, name, Class, cost) +ADJ_IS_##Class
enum { ADJ_IS_Arithmetic = 1, ADJ_IS_Function = 0, ADJ_IS_Flag = 0, ADJ_IS_Logical = 0 };
_Static_assert((0 ADJ_UNARY_ARITHMETIC(ADJ_ONE_FORMULA, )) == (0 ADJ_UNARY_OPERATIONS(ADJ_ONE_ROW, )),
               "a formula for each unary operation of the class Arithmetic");
_Static_assert((0 ADJ_BINARY_ARITHMETIC(ADJ_ONE_FORMULA, )) == (0 ADJ_BINARY_OPERATIONS(ADJ_ONE_ROW, )),
               "a formula for each binary operation of the class Arithmetic");

// MARK: The loops

/// Declares operand `k` of a loop: a pointer and its step for each vector. One element that serves for all becomes
/// a vector of it, read again and again.
#define ADJ_OPERAND(type, name, k) \
  const type##_element *name##_at = (const type##_element *)in[k]; \
  size_t name##_step = type##_lanes; \
  type##_vector name##_splat; \
  if (broadcast >> k & 1) { \
    name##_splat = type##_splat(*name##_at); \
    name##_at = (const type##_element *)&name##_splat; \
    name##_step = 0; \
  }

/// Defines a kernel that applies `formula`, an expression in vectors. Fewer elements than a vector has are taken one by
/// one, which the compiler turns into scalar instructions. Of more, the last vector is computed first, before anything is
/// written, and stored last: where it overlaps the one before it, both have the same values.
#define ADJ_UNARY_KERNEL(type, name, formula) \
  static void unary_##name##_##type(void *out, const void *const *in, unsigned broadcast, size_t n) { \
    __typeof__(({ type##_vector x = type##_splat(1); (formula)[0]; })) *o = out; \
    if (n < type##_lanes) { \
      const type##_element *x_at = in[0]; \
      const size_t x_step = ~broadcast & 1; \
      for (; n; n--, x_at += x_step, o++) { \
        type##_vector x = type##_splat(*x_at); \
        *o = (formula)[0]; \
      } \
      return; \
    } \
    if (!(broadcast & 1) && n % (4 * type##_lanes) == 0) { \
      const type##_element *x_at = in[0]; \
      for (size_t i = 0; i < n; i += 4 * type##_lanes) \
        _Pragma("clang loop unroll(full)") for (size_t j = 0; j < 4 * type##_lanes; j += type##_lanes) { \
          type##_vector x = type##_load(x_at + i + j); \
          __auto_type y = (formula); \
          memcpy(o + i + j, &y, sizeof y); \
        } \
      return; \
    } \
    ADJ_OPERAND(type, x, 0) \
    type##_vector x = type##_load(x_step ? x_at + n - type##_lanes : x_at); \
    __auto_type last = (formula); \
    _Pragma("clang loop unroll_count(4)") \
    for (; n > type##_lanes; n -= type##_lanes, x_at += x_step, o += type##_lanes) { \
      x = type##_load(x_at); \
      __auto_type y = (formula); \
      memcpy(o, &y, sizeof y); \
    } \
    memcpy(o + n - type##_lanes, &last, sizeof last); \
  }

#define ADJ_BINARY_KERNEL(type, name, formula) \
  static void binary_##name##_##type(void *out, const void *const *in, unsigned broadcast, size_t n) { \
    __typeof__(({ type##_vector a = type##_splat(1), b = a; (formula)[0]; })) *o = out; \
    if (n < type##_lanes) { \
      const type##_element *a_at = in[0], *b_at = in[1]; \
      const size_t a_step = ~broadcast & 1, b_step = ~broadcast >> 1 & 1; \
      for (; n; n--, a_at += a_step, b_at += b_step, o++) { \
        type##_vector a = type##_splat(*a_at), b = type##_splat(*b_at); \
        *o = (formula)[0]; \
      } \
      return; \
    } \
    if (!broadcast && n % (4 * type##_lanes) == 0) { \
      const type##_element *a_at = in[0], *b_at = in[1]; \
      for (size_t i = 0; i < n; i += 4 * type##_lanes) \
        _Pragma("clang loop unroll(full)") for (size_t j = 0; j < 4 * type##_lanes; j += type##_lanes) { \
          type##_vector a = type##_load(a_at + i + j), b = type##_load(b_at + i + j); \
          __auto_type y = (formula); \
          memcpy(o + i + j, &y, sizeof y); \
        } \
      return; \
    } \
    ADJ_OPERAND(type, a, 0) \
    ADJ_OPERAND(type, b, 1) \
    type##_vector a = type##_load(a_step ? a_at + n - type##_lanes : a_at); \
    type##_vector b = type##_load(b_step ? b_at + n - type##_lanes : b_at); \
    __auto_type last = (formula); \
    _Pragma("clang loop unroll_count(4)") \
    for (; n > type##_lanes; n -= type##_lanes, a_at += a_step, b_at += b_step, o += type##_lanes) { \
      a = type##_load(a_at); \
      b = type##_load(b_at); \
      __auto_type y = (formula); \
      memcpy(o, &y, sizeof y); \
    } \
    memcpy(o + n - type##_lanes, &last, sizeof last); \
  }

/// The vector at `p` of which `count` elements are left, one or more. A lone element fills the vector.
#define ADJ_LOAD_SOME(type, p, count) \
  ((count) >= type##_lanes ? type##_load(p) : (count) == 1 ? type##_splat(*(p)) : type##_load_partial((p), (count)))

/// The same kernel for a long formula: one copy of it serves whole vectors and the tail.
#define ADJ_UNARY_FUNCTION_KERNEL(type, name, formula) \
  static void unary_##name##_##type(void *out, const void *const *in, unsigned broadcast, size_t n) { \
    if (n == 0) return; \
    type##_element *o = out; \
    ADJ_OPERAND(type, x, 0) \
    for (;; n -= type##_lanes, x_at += x_step, o += type##_lanes) { \
      type##_vector x = ADJ_LOAD_SOME(type, x_at, n); \
      type##_vector y = (formula); \
      if (n < type##_lanes) { \
        if (n == 1) *o = y[0]; \
        else copy_part((char *)o, (const char *)&y, n * sizeof *o); \
        return; \
      } \
      memcpy(o, &y, sizeof y); \
      if (n == type##_lanes) return; \
    } \
  }

#define ADJ_BINARY_FUNCTION_KERNEL(type, name, formula) \
  static void binary_##name##_##type(void *out, const void *const *in, unsigned broadcast, size_t n) { \
    if (n == 0) return; \
    type##_element *o = out; \
    ADJ_OPERAND(type, a, 0) \
    ADJ_OPERAND(type, b, 1) \
    for (;; n -= type##_lanes, a_at += a_step, b_at += b_step, o += type##_lanes) { \
      type##_vector a = ADJ_LOAD_SOME(type, a_at, n), b = ADJ_LOAD_SOME(type, b_at, n); \
      type##_vector y = (formula); \
      if (n < type##_lanes) { \
        if (n == 1) *o = y[0]; \
        else copy_part((char *)o, (const char *)&y, n * sizeof *o); \
        return; \
      } \
      memcpy(o, &y, sizeof y); \
      if (n == type##_lanes) return; \
    } \
  }

ADJ_UNARY_FLOAT(ADJ_UNARY_KERNEL, f32)
ADJ_UNARY_FLOAT(ADJ_UNARY_KERNEL, f64)
ADJ_UNARY_FUNCTION(ADJ_UNARY_FUNCTION_KERNEL, f32)
ADJ_UNARY_FUNCTION(ADJ_UNARY_FUNCTION_KERNEL, f64)
ADJ_UNARY_INTEGER(ADJ_UNARY_KERNEL, i32)
ADJ_UNARY_INTEGER(ADJ_UNARY_KERNEL, i64)
ADJ_UNARY_BOOL(ADJ_UNARY_KERNEL, b8)

ADJ_BINARY_FLOAT(ADJ_BINARY_KERNEL, f32)
ADJ_BINARY_FLOAT(ADJ_BINARY_KERNEL, f64)
ADJ_BINARY_FUNCTION(ADJ_BINARY_FUNCTION_KERNEL, f32)
ADJ_BINARY_FUNCTION(ADJ_BINARY_FUNCTION_KERNEL, f64)
ADJ_BINARY_INTEGER(ADJ_BINARY_KERNEL, i32)
ADJ_BINARY_INTEGER(ADJ_BINARY_KERNEL, i64)
ADJ_BINARY_BOOL(ADJ_BINARY_KERNEL, b8)

// MARK: Select

// What is selected are bits: the types are those of each size.
#define ADJ_SELECT_KERNEL(type) \
  static void select_##type(void *out, const void *const *in, unsigned broadcast, size_t n) { \
    if (n == 0) return; \
    type##_element *o = out; \
    if (n == 1) { \
      *o = *(const type##_element *)in[*(const uint8_t *)in[0] ? 1 : 2]; \
      return; \
    } \
    ADJ_OPERAND(type, a, 1) \
    ADJ_OPERAND(type, b, 2) \
    const uint8_t *c_at = in[0]; \
    size_t c_step = type##_lanes; \
    type##_flags c = {0}; \
    if (broadcast & 1) { \
      c = *c_at | c; \
      c_at = (const uint8_t *)&c; \
      c_step = 0; \
    } \
    for (; n >= type##_lanes; n -= type##_lanes, a_at += a_step, b_at += b_step, c_at += c_step, o += type##_lanes) { \
      type##_flags flags; \
      memcpy(&flags, c_at, sizeof flags); \
      type##_vector a = type##_load(a_at), b = type##_load(b_at); \
      type##_vector y = ADJ_SELECT(__builtin_convertvector(flags, type##_mask) != 0, a, b); \
      memcpy(o, &y, sizeof y); \
    } \
    for (size_t i = 0; i < n; i++) o[i] = c_at[i] ? a_at[i] : b_at[i]; \
  }

ADJ_SELECT_KERNEL(b8)
ADJ_SELECT_KERNEL(u32)
ADJ_SELECT_KERNEL(u64)

// MARK: Finding a kernel

#define ADJ_UNARY_CASE(type, name, formula) \
  case AdjUnary##name: return unary_##name##_##type;
#define ADJ_BINARY_CASE(type, name, formula) \
  case AdjBinary##name: return binary_##name##_##type;

static adj_kernel ADJ_NAME(find_unary)(AdjUnary operation, AdjDType type) {
  switch (type) {
    case AdjDTypeFloat32:
      switch (operation) {
        ADJ_UNARY_FLOAT(ADJ_UNARY_CASE, f32)
        ADJ_UNARY_FUNCTION(ADJ_UNARY_CASE, f32)
        default: return NULL;
      }
    case AdjDTypeFloat64:
      switch (operation) {
        ADJ_UNARY_FLOAT(ADJ_UNARY_CASE, f64)
        ADJ_UNARY_FUNCTION(ADJ_UNARY_CASE, f64)
        default: return NULL;
      }
    case AdjDTypeInt32:
      switch (operation) {
        ADJ_UNARY_INTEGER(ADJ_UNARY_CASE, i32)
        default: return NULL;
      }
    case AdjDTypeInt64:
      switch (operation) {
        ADJ_UNARY_INTEGER(ADJ_UNARY_CASE, i64)
        default: return NULL;
      }
    case AdjDTypeBool:
      switch (operation) {
        ADJ_UNARY_BOOL(ADJ_UNARY_CASE, b8)
        default: return NULL;
      }
    default: return NULL;
  }
}

static adj_kernel ADJ_NAME(find_binary)(AdjBinary operation, AdjDType type) {
  switch (type) {
    case AdjDTypeFloat32:
      switch (operation) {
        ADJ_BINARY_FLOAT(ADJ_BINARY_CASE, f32)
        ADJ_BINARY_FUNCTION(ADJ_BINARY_CASE, f32)
        default: return NULL;
      }
    case AdjDTypeFloat64:
      switch (operation) {
        ADJ_BINARY_FLOAT(ADJ_BINARY_CASE, f64)
        ADJ_BINARY_FUNCTION(ADJ_BINARY_CASE, f64)
        default: return NULL;
      }
    case AdjDTypeInt32:
      switch (operation) {
        ADJ_BINARY_INTEGER(ADJ_BINARY_CASE, i32)
        default: return NULL;
      }
    case AdjDTypeInt64:
      switch (operation) {
        ADJ_BINARY_INTEGER(ADJ_BINARY_CASE, i64)
        default: return NULL;
      }
    case AdjDTypeBool:
      switch (operation) {
        ADJ_BINARY_BOOL(ADJ_BINARY_CASE, b8)
        default: return NULL;
      }
    default: return NULL;
  }
}

static adj_kernel ADJ_NAME(find_select)(AdjDType type) {
  switch (type) {
    case AdjDTypeBool: return select_b8;
    case AdjDTypeFloat32:
    case AdjDTypeInt32: return select_u32;
    case AdjDTypeFloat64:
    case AdjDTypeInt64: return select_u64;
    default: return NULL;
  }
}
