// The elementwise operations: one row each, from which everything else that is known of them in C and in Swift follows.
//
// ROW(…, Name, name, Class, cost)
//   Name:  the enumerator's, AdjUnaryName; Swift and messages write it with a small first letter.
//   name:  of the formula, where it is a function: v_name_f32 and v_name_f64.
//   Class: Arithmetic  float32 and float64, a formula short enough to be a link of a chain (elementwise.h lists it)
//          Function    float32 and float64, a long formula
//          Flag        to bool, from the types that elementwise.h lists
//          Logical     bool to bool
//   cost:  of one element, with an addition as the unit: decides what is computed twice rather than stored.
//
// To add a function: a row here, v_name in vector_math_float32.h and vector_math_float64.h, and a row in
// DerivativeTable.swift. What is missing then does not compile.
#ifndef ADJOINT_OPERATIONS_H
#define ADJOINT_OPERATIONS_H

#include <stdbool.h>
#include <stdint.h>

/// An enumeration that Swift sees as one of its own.
#define ADJ_ENUM typedef enum __attribute__((enum_extensibility(closed)))

// clang-format off
#define ADJ_UNARY_OPERATIONS(ROW, ...) \
  /* These five also compute integers. */ \
  ROW(__VA_ARGS__, Negate, negate, Arithmetic, 1) \
  ROW(__VA_ARGS__, Abs, abs, Arithmetic, 1) \
  ROW(__VA_ARGS__, Sign, sign, Arithmetic, 1) \
  ROW(__VA_ARGS__, Square, square, Arithmetic, 1) \
  ROW(__VA_ARGS__, Relu, relu, Arithmetic, 1) \
  ROW(__VA_ARGS__, Sqrt, sqrt, Arithmetic, 2) \
  ROW(__VA_ARGS__, Rsqrt, rsqrt, Function, 2) \
  ROW(__VA_ARGS__, Reciprocal, reciprocal, Arithmetic, 2) \
  ROW(__VA_ARGS__, OneMinusSquare, one_minus_square, Arithmetic, 1) \
  ROW(__VA_ARGS__, Squarable, squarable, Arithmetic, 1) \
  ROW(__VA_ARGS__, Floor, floor, Arithmetic, 1) \
  ROW(__VA_ARGS__, Ceil, ceil, Arithmetic, 1) \
  ROW(__VA_ARGS__, Round, round, Arithmetic, 1) /* ties to even */ \
  ROW(__VA_ARGS__, Exp, exp, Function, 8) \
  ROW(__VA_ARGS__, Expm1, expm1, Function, 8) \
  ROW(__VA_ARGS__, Log, log, Function, 8) \
  ROW(__VA_ARGS__, Log1p, log1p, Function, 8) \
  ROW(__VA_ARGS__, Sin, sin, Function, 8) \
  ROW(__VA_ARGS__, Cos, cos, Function, 8) \
  ROW(__VA_ARGS__, Tan, tan, Function, 8) \
  ROW(__VA_ARGS__, Tanh, tanh, Function, 8) \
  ROW(__VA_ARGS__, Sinh, sinh, Function, 8) \
  ROW(__VA_ARGS__, Cosh, cosh, Function, 8) \
  ROW(__VA_ARGS__, Asin, asin, Function, 8) \
  ROW(__VA_ARGS__, Acos, acos, Function, 8) \
  ROW(__VA_ARGS__, Atan, atan, Function, 8) \
  ROW(__VA_ARGS__, Sigmoid, sigmoid, Function, 8) \
  ROW(__VA_ARGS__, Softplus, softplus, Function, 8) \
  ROW(__VA_ARGS__, Erf, erf, Function, 8) \
  ROW(__VA_ARGS__, Erfc, erfc, Function, 8) \
  /* e^-x², and the normal distribution's density φ and its integral Φ */ \
  ROW(__VA_ARGS__, Gaussian, gaussian, Function, 8) \
  ROW(__VA_ARGS__, NormalDensity, normal_density, Function, 8) \
  ROW(__VA_ARGS__, NormalBelow, normal_below, Function, 8) \
  ROW(__VA_ARGS__, LogisticDensity, logistic_density, Function, 8) \
  ROW(__VA_ARGS__, TanhSlope, tanh_slope, Function, 8) \
  ROW(__VA_ARGS__, Gelu, gelu, Function, 8) \
  ROW(__VA_ARGS__, Silu, silu, Function, 8) \
  ROW(__VA_ARGS__, Softsign, softsign, Function, 2) \
  ROW(__VA_ARGS__, TanhShrink, tanh_shrink, Function, 8) \
  ROW(__VA_ARGS__, Lgamma, lgamma, Function, 60) \
  ROW(__VA_ARGS__, Digamma, digamma, Function, 60) \
  /* Steps of those above: q = sigmoid(-|x|) and t = 1 - tanh |x|, and the slopes from them, q·(1 - q) and t·(2 - t) */ \
  ROW(__VA_ARGS__, SigmoidTail, sigmoid_tail, Function, 8) \
  ROW(__VA_ARGS__, TanhTail, tanh_tail, Function, 8) \
  ROW(__VA_ARGS__, TimesOneMinus, times_one_minus, Arithmetic, 1) \
  ROW(__VA_ARGS__, TimesTwoMinus, times_two_minus, Arithmetic, 1) \
  ROW(__VA_ARGS__, IsNaN, is_nan, Flag, 1) \
  ROW(__VA_ARGS__, IsFinite, is_finite, Flag, 1) \
  ROW(__VA_ARGS__, LogicalNot, logical_not, Logical, 1)

#define ADJ_BINARY_OPERATIONS(ROW, ...) \
  /* Also integers, which wrap around. A NaN in either operand of maximum and minimum gives NaN. */ \
  ROW(__VA_ARGS__, Add, add, Arithmetic, 1) \
  ROW(__VA_ARGS__, Subtract, subtract, Arithmetic, 1) \
  ROW(__VA_ARGS__, Multiply, multiply, Arithmetic, 1) \
  ROW(__VA_ARGS__, Maximum, maximum, Arithmetic, 1) \
  ROW(__VA_ARGS__, Minimum, minimum, Arithmetic, 1) \
  /* a · b, but 0 wherever a is 0, whatever b is: a zero cotangent contributes nothing. */ \
  ROW(__VA_ARGS__, GatedMultiply, gated_multiply, Arithmetic, 1) \
  /* a · b, but 0 wherever a or b is 0: how a partial derivative multiplies that is 0 where another operand was chosen. */ \
  ROW(__VA_ARGS__, SelectedMultiply, selected_multiply, Arithmetic, 1) \
  ROW(__VA_ARGS__, Divide, divide, Arithmetic, 2) \
  ROW(__VA_ARGS__, Power, pow, Function, 20) \
  /* The derivative of digamma of an order, a whole number: polygamma(order, x) */ \
  ROW(__VA_ARGS__, Polygamma, polygamma, Function, 200) \
  /* Steps: sigmoid x from q and x, tanh x from t and x */ \
  ROW(__VA_ARGS__, SigmoidOfTail, sigmoid_of_tail, Function, 1) \
  ROW(__VA_ARGS__, TanhOfTail, tanh_of_tail, Function, 1) \
  ROW(__VA_ARGS__, Equal, equal, Flag, 1) \
  ROW(__VA_ARGS__, NotEqual, not_equal, Flag, 1) \
  ROW(__VA_ARGS__, Less, less, Flag, 1) \
  ROW(__VA_ARGS__, LessEqual, less_equal, Flag, 1) \
  ROW(__VA_ARGS__, Greater, greater, Flag, 1) \
  ROW(__VA_ARGS__, GreaterEqual, greater_equal, Flag, 1) \
  ROW(__VA_ARGS__, LogicalAnd, logical_and, Logical, 1) \
  ROW(__VA_ARGS__, LogicalOr, logical_or, Logical, 1) \
  ROW(__VA_ARGS__, LogicalXor, logical_xor, Logical, 1)
// clang-format on

#define ADJ_UNARY_ENUMERATOR(context, Name, name, Class, cost) AdjUnary##Name,
#define ADJ_BINARY_ENUMERATOR(context, Name, name, Class, cost) AdjBinary##Name,
ADJ_ENUM AdjUnary : uint8_t { ADJ_UNARY_OPERATIONS(ADJ_UNARY_ENUMERATOR, ) } AdjUnary;
ADJ_ENUM AdjBinary : uint8_t { ADJ_BINARY_OPERATIONS(ADJ_BINARY_ENUMERATOR, ) } AdjBinary;

#define ADJ_OPERATION_COUNT(context, Name, name, Class, cost) +1
enum {
  AdjUnaryCount = 0 ADJ_UNARY_OPERATIONS(ADJ_OPERATION_COUNT, ),
  AdjBinaryCount = 0 ADJ_BINARY_OPERATIONS(ADJ_OPERATION_COUNT, ),
};

// MARK: Types of elements

ADJ_ENUM AdjDType : uint8_t {
  AdjDTypeFloat32,
  AdjDTypeFloat64,
  AdjDTypeInt32,
  AdjDTypeInt64,
  AdjDTypeBool,      // one byte, 0 or 1
  AdjDTypeFloat16,   // storage only: casts
  AdjDTypeBfloat16,  // storage only: casts
} AdjDType;

// MARK: Codes

ADJ_ENUM AdjCodeKind : uint8_t {
  AdjCodeKindUnary,
  AdjCodeKindBinary,
  AdjCodeKindSelect,  // in[0] ? in[1] : in[2], with in[0] bool
  AdjCodeKindCast,    // to another type
} AdjCodeKind;

/// What is computed for each element, as a value that says everything: lazy expressions and programs hold codes, and
/// a kernel's address is looked up when one is launched.
typedef struct {
  AdjCodeKind kind;
  uint8_t operation;  // AdjUnary or AdjBinary; of a cast, the AdjDType that it gives
  AdjDType type;      // of the operands; of a selection, of what is selected from
} adj_code;

static inline adj_code adj_code_unary(AdjUnary operation, AdjDType type) {
  return (adj_code){AdjCodeKindUnary, operation, type};
}
static inline adj_code adj_code_binary(AdjBinary operation, AdjDType type) {
  return (adj_code){AdjCodeKindBinary, operation, type};
}
static inline adj_code adj_code_select(AdjDType type) { return (adj_code){AdjCodeKindSelect, 0, type}; }
static inline adj_code adj_code_cast(AdjDType from, AdjDType to) { return (adj_code){AdjCodeKindCast, to, from}; }
static inline bool adj_code_equal(adj_code a, adj_code b) {
  return a.kind == b.kind && a.operation == b.operation && a.type == b.type;
}
/// The row's name, as "OneMinusSquare"; "Where" and "Cast".
const char *adj_code_name(adj_code code);
/// What an element costs, with an addition as the unit.
uint8_t adj_code_cost(adj_code code);
/// Whether a chain can compute it: arithmetic on float32 or float64.
bool adj_code_is_link(adj_code code);

#endif
