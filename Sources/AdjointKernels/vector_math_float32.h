// Elementary functions on vectors of float32, within 2 ulp of the correctly rounded value over their whole domain.
// KernelAccuracy.md has the measured errors. Coefficients are minimax fits (Remez exchange, leading coefficients rounded one
// after another) for the relative error of the function; every product that must be exact is exact without FMA too.
#ifndef ADJOINT_VECTOR_MATH_FLOAT32_H
#define ADJOINT_VECTOR_MATH_FLOAT32_H

#include "angle_reduction.h"
#include "vector_math_float64.h"

// MARK: Parts

ADJ_INLINE vf32 v_splat_f32(float x) { return x - (vf32){0}; }
ADJ_INLINE vf32 v_select_f32(vi32 mask, vf32 a, vf32 b) { return (vf32)(((vi32)a & mask) | ((vi32)b & ~mask)); }
ADJ_INLINE bool v_any_f32(vi32 mask) { return __builtin_reduce_or(mask) != 0; }
ADJ_INLINE vf32 v_abs_f32(vf32 x) { return (vf32)((vu32)x & 0x7fffffffu); }
ADJ_INLINE vu32 v_sign_bit_f32(vf32 x) { return (vu32)x & 0x80000000u; }
/// `magnitude`, which is not negative, with the sign of `sign`.
ADJ_INLINE vf32 v_with_sign_f32(vf32 magnitude, vf32 sign) { return (vf32)((vu32)magnitude | v_sign_bit_f32(sign)); }
/// x within bounds; NaN stays NaN.
ADJ_INLINE vf32 v_at_least_f32(vf32 x, float bound) { return v_select_f32(x < bound, v_splat_f32(bound), x); }
ADJ_INLINE vf32 v_at_most_f32(vf32 x, float bound) { return v_select_f32(x > bound, v_splat_f32(bound), x); }

/// c[0] + c[1]·x + … by Horner's rule.
ADJ_INLINE vf32 v_polynomial_f32(vf32 x, const float *c, int count) {
  vf32 sum = v_splat_f32(c[count - 1]);
  for (int i = count - 2; i >= 0; i--) sum = ADJ_MADD(sum, x, v_splat_f32(c[i]));
  return sum;
}
#define V_POLYNOMIAL_F32(x, c) v_polynomial_f32((x), (c), (int)(sizeof(c) / sizeof(float)))

/// a + b = the result + *error.
ADJ_INLINE vf32 v_two_sum_f32(vf32 a, vf32 b, vf32 *error) {
  vf32 sum = a + b, b_part = sum - a;
  *error = (a - (sum - b_part)) + (b - b_part);
  return sum;
}
/// The same where |a| >= |b|.
ADJ_INLINE vf32 v_fast_two_sum_f32(vf32 a, vf32 b, vf32 *error) {
  vf32 sum = a + b;
  *error = b - (sum - a);
  return sum;
}

ADJ_INLINE void v_widen_f32(vf32 x, vf64 wide[2]) {
  typedef float half __attribute__((vector_size(ADJ_VECTOR_BYTES / 2)));
  half halves[2];
  memcpy(halves, &x, sizeof x);
  wide[0] = __builtin_convertvector(halves[0], vf64);
  wide[1] = __builtin_convertvector(halves[1], vf64);
}
ADJ_INLINE vf32 v_narrow_f32(const vf64 wide[2]) {
  typedef float half __attribute__((vector_size(ADJ_VECTOR_BYTES / 2)));
  half halves[2] = {__builtin_convertvector(wide[0], half), __builtin_convertvector(wide[1], half)};
  vf32 x;
  memcpy(&x, halves, sizeof x);
  return x;
}

/// a·b + c with hardly more than one rounding.
ADJ_INLINE vf32 v_fused_f32(vf32 a, vf32 b, vf32 c) {
#if ADJ_FMA
  return __builtin_elementwise_fma(a, b, c);
#else
  vf64 a_wide[2], b_wide[2], c_wide[2];
  v_widen_f32(a, a_wide);
  v_widen_f32(b, b_wide);
  v_widen_f32(c, c_wide);
  vf64 result[2] = {a_wide[0] * b_wide[0] + c_wide[0], a_wide[1] * b_wide[1] + c_wide[1]};
  return v_narrow_f32(result);
#endif
}

// Adding 2^23·1.5 rounds to an integer, which then stands in the low bits.
#define V_SHIFT_F32 0x1.8p23f
// Log 2 in two parts: multiples of the first by the exponent of a number are exact. π/2 in two parts.
#define V_LOG2E_F32 0x1.715476p+0f
#define V_LN2_HIGH_F32 0x1.62e4p-1f
#define V_LN2_LOW_F32 0x1.7f7d1cp-20f
#define V_HALF_PI_F32 0x1.921fb6p+0f
#define V_HALF_PI_LOW_F32 (-0x1.777a5cp-25f)
// The bits of 1 and of sqrt(1/2).
#define V_ONE_F32 0x3f800000u
#define V_SQRT_HALF_F32 0x3f3504f3u

// MARK: Rounding and roots (exact or correctly rounded)

ADJ_INLINE vf32 v_sqrt_f32(vf32 x) { return __builtin_elementwise_sqrt(x); }
ADJ_INLINE vf32 v_rsqrt_f32(vf32 x) { return 1.0f / __builtin_elementwise_sqrt(x); }

#if ADJ_FMA  // the machines that fuse also round in one instruction
ADJ_INLINE vf32 v_round_f32(vf32 x) { return __builtin_elementwise_roundeven(x); }
ADJ_INLINE vf32 v_floor_f32(vf32 x) { return __builtin_elementwise_floor(x); }
ADJ_INLINE vf32 v_ceil_f32(vf32 x) { return __builtin_elementwise_ceil(x); }
#else
ADJ_INLINE vf32 v_round_f32(vf32 x) {
  vf32 a = v_abs_f32(x), rounded = (a + 0x1p23f) - 0x1p23f;
  return v_select_f32(a < 0x1p23f, v_with_sign_f32(rounded, x), x);
}
ADJ_INLINE vf32 v_floor_f32(vf32 x) {
  vf32 rounded = v_round_f32(x);
  return v_select_f32(rounded > x, rounded - 1.0f, rounded);
}
ADJ_INLINE vf32 v_ceil_f32(vf32 x) {
  vf32 rounded = v_round_f32(x);
  return v_select_f32(rounded < x, v_with_sign_f32(v_abs_f32(rounded + 1.0f), x), rounded);
}
#endif

// MARK: Exponentials

/// P of e^r = 1 + r + r²·P(r), |r| <= log(2)/2.
ADJ_INLINE vf32 v_exp_polynomial_f32(vf32 r) {
  static const float c[] = {
    0x1p-1f, 0x1.5554aep-3f, 0x1.555486p-5f, 0x1.12288p-7f, 0x1.6d99cep-10f,
  };
  return V_POLYNOMIAL_F32(r, c);
}

/// x = n·log 2 + r with |r| <= log(2)/2 and |n| < 2^8. Returns e^r - 1; the low bits of *shifted hold n, as `shift` biases it.
ADJ_INLINE vf32 v_exp_parts_f32(vf32 x, vf32 shift, vf32 *shifted) {
  *shifted = ADJ_MADD(x, v_splat_f32(V_LOG2E_F32), shift);
  vf32 n = *shifted - shift;
  vf32 r = ADJ_MADD(n, v_splat_f32(-V_LN2_HIGH_F32), x);
  r = ADJ_MADD(n, v_splat_f32(-V_LN2_LOW_F32), r);
  return ADJ_MADD(r * r, v_exp_polynomial_f32(r), r);
}

/// e^-a for a >= 0.
ADJ_INLINE vf32 v_exp_negative_f32(vf32 a) {
  vf32 shifted;
  vf32 p = v_exp_parts_f32(-v_at_most_f32(a, 104), v_splat_f32(V_SHIFT_F32 + 127 + 64), &shifted);
  vf32 scale = (vf32)((vu32)shifted << 23);
  return ADJ_MADD(p, scale, scale) * 0x1p-64f;
}

/// 2^n·e^r. The power is formed 2^64 too large or too small and set right at the end, where the product overflows or
/// becomes subnormal with a single rounding.
ADJ_INLINE vf32 v_exp_f32(vf32 x) {
  x = v_at_most_f32(v_at_least_f32(x, -104), 89);
  vi32 negative = x < 0.0f;
  vf32 shifted, shift = v_select_f32(negative, v_splat_f32(V_SHIFT_F32 + 127 + 64), v_splat_f32(V_SHIFT_F32 + 127 - 64));
  vf32 p = v_exp_parts_f32(x, shift, &shifted);
  vf32 scale = (vf32)((vu32)shifted << 23);
  return ADJ_MADD(p, scale, scale) * v_select_f32(negative, v_splat_f32(0x1p-64f), v_splat_f32(0x1p64f));
}

/// 2^n·(e^r - 1) + (2^n - 1), at half size so that 2^n does not overflow.
ADJ_INLINE vf32 v_expm1_f32(vf32 x) {
  vf32 shifted;
  vf32 p = v_exp_parts_f32(v_at_most_f32(v_at_least_f32(x, -20), 89), v_splat_f32(V_SHIFT_F32 + 126), &shifted);
  vf32 half = (vf32)((vu32)shifted << 23);
  vf32 result = ADJ_MADD(p, half, half - 0.5f) * 2.0f;
  return v_select_f32(v_abs_f32(x) < 0x1p-25f, x, result);
}

/// P of tanh a = a + a³·P(a²), 0 <= a <= 0.55.
ADJ_INLINE vf32 v_tanh_polynomial_f32(vf32 z) {
  static const float c[] = {
    -0x1.55554ap-2f, 0x1.110ceep-3f, -0x1.b91eb4p-5f, 0x1.58e756p-6f, -0x1.993074p-8f,
  };
  return V_POLYNOMIAL_F32(z, c);
}

/// 1 - tanh |x| = 2 / (1 + e^2|x|), formed 2^-64 too small, since e^2|x| may overflow where this does not vanish.
ADJ_INLINE vf32 v_tanh_tail_f32(vf32 x) {
  vf32 a = v_at_most_f32(v_abs_f32(x), 54), one = v_splat_f32(0x1p-64f);
  vf32 shifted, p = v_exp_parts_f32(a + a, v_splat_f32(V_SHIFT_F32 + 127 - 64), &shifted);
  vf32 power = (vf32)((vu32)shifted << 23);
  return 0x1p-63f / ADJ_MADD(p, power, power + one);
}

/// From tail = 1 - tanh |x|: a + a³·P(a²) for small a = |x|; 1 - tail for large ones.
ADJ_INLINE vf32 v_tanh_of_tail_f32(vf32 tail, vf32 x) {
  vf32 a = v_abs_f32(x), z = a * a;
  vf32 small = ADJ_MADD(a * z, v_tanh_polynomial_f32(z), a);
  return v_with_sign_f32(v_select_f32(a <= 0.55f, small, 1 - tail), x);
}

ADJ_INLINE vf32 v_tanh_f32(vf32 x) { return v_tanh_of_tail_f32(v_tanh_tail_f32(x), x); }

/// 1 / (1 + e^|x|) = sigmoid(-|x|). The sum is formed 2^-64 too small, since e^|x| may overflow where q does not vanish.
ADJ_INLINE vf32 v_sigmoid_tail_f32(vf32 x) {
  vf32 shifted;
  vf32 p = v_exp_parts_f32(v_at_most_f32(v_abs_f32(x), 104), v_splat_f32(V_SHIFT_F32 + 127 - 64), &shifted);
  vf32 power = (vf32)((vu32)shifted << 23);
  return 0x1p-64f / (ADJ_MADD(p, power, v_splat_f32(0x1p-64f)) + power);
}

/// From tail = sigmoid(-|x|).
ADJ_INLINE vf32 v_sigmoid_of_tail_f32(vf32 tail, vf32 x) { return v_select_f32(x < 0, tail, 1 - tail); }

ADJ_INLINE vf32 v_sigmoid_f32(vf32 x) { return v_sigmoid_of_tail_f32(v_sigmoid_tail_f32(x), x); }

/// |x| = n·log 2 + r. Gives (e^|x| ± e^-|x|) / 2 from sinh r and cosh r - 1: with s, d = 2^(n-1) ± 2^(-n-1),
/// cosh x = s + s·(cosh r - 1) + d·sinh r and sinh x = d + d·(cosh r - 1) + s·sinh r. Nothing cancels.
ADJ_INLINE vf32 v_hyperbolic_f32(vf32 a, bool odd) {
  static const float sinh_c[] = {
    0x1.555556p-3f, 0x1.1110b2p-7f, 0x1.a1709p-13f,
  };
  static const float cosh_c[] = {
    0x1p-1f, 0x1.5554f4p-5f, 0x1.6d43b4p-10f,
  };
  a = v_at_most_f32(a, 89.5f);
  vf32 shifted = ADJ_MADD(a, v_splat_f32(V_LOG2E_F32), v_splat_f32(V_SHIFT_F32 + 125)), n = shifted - (V_SHIFT_F32 + 125);
  vf32 r_low, r = v_fast_two_sum_f32(ADJ_MADD(n, v_splat_f32(-V_LN2_HIGH_F32), a), n * -V_LN2_LOW_F32, &r_low);
  vf32 z = r * r;
  vf32 sinh_r_r = ADJ_MADD(r * z, V_POLYNOMIAL_F32(z, sinh_c), r_low);
  vf32 cosh_r_1 = z * V_POLYNOMIAL_F32(z, cosh_c);
  // Half the powers: 2^n may be too large for the type where its half is not. 2^-n counts for nothing from n = 30.
  vf32 up = (vf32)((vu32)shifted << 23);
  vf32 down = (vf32)((vu32)(v_splat_f32(V_SHIFT_F32 + 125) - v_at_most_f32(n, 30)) << 23);
  vf32 sum = up + down, difference = up - down;
  if (odd) return 2.0f * (difference + ADJ_MADD(sum, r, ADJ_MADD(cosh_r_1, difference, sinh_r_r * sum)));
  return 2.0f * (up + ADJ_MADD(difference, r, ADJ_MADD(cosh_r_1, sum, ADJ_MADD(sinh_r_r, difference, down))));
}
ADJ_INLINE vf32 v_sinh_f32(vf32 x) {
  vf32 a = v_abs_f32(x);
  return v_with_sign_f32(v_select_f32(a < 0x1p-13f, a, v_hyperbolic_f32(a, true)), x);
}
ADJ_INLINE vf32 v_cosh_f32(vf32 x) { return v_hyperbolic_f32(v_abs_f32(x), false); }

// MARK: Logarithms

/// x = m·2^k with sqrt(1/2) <= m < sqrt(2), for normal positive x. Returns m; *k is k.
ADJ_INLINE vf32 v_log_parts_f32(vf32 x, vf32 *k) {
  vu32 bits = (vu32)x + (V_ONE_F32 - V_SQRT_HALF_F32);
  *k = (vf32)(bits >> 23 | 0x4b000000u) - (0x1p23f + 127);
  return (vf32)((bits & 0x7fffffu) + V_SQRT_HALF_F32);
}

/// log(1 + f) = f - f²/2 + f³·P(f) for 1 + f in [sqrt(1/2), sqrt(2)]: without the leading f.
ADJ_INLINE vf32 v_log_tail_f32(vf32 f) {
  static const float c[] = {
    0x1.555554p-2f, -0x1.000226p-2f, 0x1.99a008p-3f, -0x1.547244p-3f, 0x1.22da1ep-3f, -0x1.0d8546p-3f, 0x1.055b72p-3f,
    -0x1.38b584p-4f,
  };
  return f * f * ADJ_MADD(f, V_POLYNOMIAL_F32(f, c), v_splat_f32(-0.5f));
}

/// k·log 2 + log(1 + f); k·(the high part of log 2) is exact.
ADJ_INLINE vf32 v_log_sum_f32(vf32 k, vf32 f) {
  vf32 tail = ADJ_MADD(k, v_splat_f32(V_LN2_LOW_F32), v_log_tail_f32(f));
  return ADJ_MADD(k, v_splat_f32(V_LN2_HIGH_F32), f + tail);
}

ADJ_INLINE vf32 v_log_f32(vf32 x) {
  vi32 rare = (vi32)((vu32)x - 0x800000u >= 0x7f000000u);  // not positive, subnormal, inf or NaN
  vf32 k, scaled = x, bias = v_splat_f32(0);
  if (v_any_f32(rare)) {
    vi32 subnormal = x < 0x1p-126f;
    scaled = v_select_f32(subnormal, x * 0x1p24f, x);
    bias = v_select_f32(subnormal, v_splat_f32(-24), bias);
  }
  vf32 m = v_log_parts_f32(scaled, &k);
  vf32 result = v_log_sum_f32(k + bias, m - 1.0f);
  if (v_any_f32(rare)) {
    result = v_select_f32(x == 0.0f, v_splat_f32(-__builtin_inff()), result);
    result = v_select_f32(x < 0.0f, v_splat_f32(__builtin_nanf("")), result);
    result = v_select_f32((vi32)(((vu32)x & 0x7f800000u) == 0x7f800000u) & ~(x < 0.0f), x, result);
  }
  return result;
}

/// As log of u = 1 + x rounded, with what the rounding lost added to f.
ADJ_INLINE vf32 v_log1p_f32(vf32 x) {
  vi32 rare = ~((x > -1.0f) & (x < 0x1p100f));
  vf32 k, lost, u = v_two_sum_f32(v_splat_f32(1), x, &lost);
  vf32 m = v_log_parts_f32(u, &k);
  vf32 scale = (vf32)((vu32)((0x1p23f + 127) - k) << 23);  // 2^-k
  if (v_any_f32(rare)) {
    lost = v_select_f32(rare, v_splat_f32(0), lost);
    scale = v_select_f32(rare, v_splat_f32(0), scale);
  }
  vf32 result = v_log_sum_f32(k, ADJ_MADD(lost, scale, m - 1.0f));
  result = v_select_f32(v_abs_f32(x) < 0x1p-25f, x, result);
  if (v_any_f32(rare)) {
    result = v_select_f32(x == -1.0f, v_splat_f32(-__builtin_inff()), result);
    result = v_select_f32(x < -1.0f, v_splat_f32(__builtin_nanf("")), result);
    result = v_select_f32((x != x) | (x == __builtin_inff()), x, result);
  }
  return result;
}

/// max(x, 0) + log(1 + t) with t = e^-|x|; log(1 + t) is log(1 + f), or log 2 + log(1 + f) with 2·(1 + f) = 1 + t for large t.
ADJ_INLINE vf32 v_softplus_f32(vf32 x) {
  vf32 t = v_exp_negative_f32(v_abs_f32(x));
  vi32 large = t > 0x1.a8279ap-2f;
  vf32 f = v_select_f32(large, t * 0.5f - 0.5f, t), k = v_select_f32(large, v_splat_f32(1), v_splat_f32(0));
  return v_select_f32(x > 0.0f, x, v_splat_f32(0)) + v_log_sum_f32(k, f);
}

// MARK: Power

/// 2^(y·log2|x|) in float64, to 2^-33 relative: the only rounding that shows is the last one, to float32.
ADJ_INLINE vf64 v_pow_wide_f32(vf64 x, vf64 y) {
  static const double log_c[] = {
    0x1.71547652b825p+1, 0x1.ec709dc53dd4ap-1, 0x1.2776c291b9ec9p-1, 0x1.a61a2feadda12p-2, 0x1.47952a5582c5dp-2,
    0x1.21b33efbe0813p-2,
  };
  static const double exp_c[] = {
    0x1.ffffffffa6dfap-1, 0x1.62e42fef6cbd9p-1, 0x1.ebfbe0aa4bb22p-3, 0x1.c6b08e0722846p-5, 0x1.3b29d8820d761p-7,
    0x1.5d87157fa997dp-10, 0x1.446ca600a04d9p-13, 0x1.00f7cfadda2e5p-16,
  };
  vf64 k, m = v_log_parts_f64(v_abs_f64(x), &k);
  vf64 s = (m - 1.0) / (m + 1.0);
  vf64 logarithm = ADJ_MADD(s, V_POLYNOMIAL_F64(s * s, log_c), k);
  y = v_with_sign_f64(v_at_most_f64(v_abs_f64(y), 0x1p70), y);
  vf64 e = v_at_most_f64(v_at_least_f64(y * logarithm, -400), 400);
  vf64 shifted = e + (V_SHIFT_F64 + 1023);
  vf64 fraction = e - (shifted - (V_SHIFT_F64 + 1023));
  vf64 power = (vf64)((vu64)shifted << 52);
  return v_pow_special_f64(x, y, V_POLYNOMIAL_F64(fraction, exp_c) * power);
}

ADJ_INLINE vf32 v_pow_f32(vf32 x, vf32 y) {
  vf64 x_wide[2], y_wide[2];
  v_widen_f32(x, x_wide);
  v_widen_f32(y, y_wide);
  vf64 result[2] = {v_pow_wide_f32(x_wide[0], y_wide[0]), v_pow_wide_f32(x_wide[1], y_wide[1])};
  return v_narrow_f32(result);
}

// MARK: Circular functions

// sin and cos subtract the nearest multiple of π, so that one polynomial on [-π/2, π/2] serves.
// Up to this angle three pieces of π do (Cody and Waite); the bits that cancel are there.
#define V_LARGE_ANGLE_F32 0x1p15f

/// Replaces the parts of those lanes whose angle is large. Kept out of line: it is rare.
static __attribute__((noinline)) void ADJ_NAME(reduce_large_angles_f32)(const vf32 *angle, uint64_t quarters,
                                                                       vf32 *r, vu32 *quotient) {
  for (int i = 0; i < ADJ_LANES32; i++) {
    if ((*angle)[i] < V_LARGE_ANGLE_F32) continue;
    adj_reduced_angle reduced = adj_reduce_angle((*angle)[i], quarters, 1);
    (*r)[i] = (float)reduced.high;
    (*quotient)[i] = (uint32_t)reduced.quotient;
  }
}

#if !ADJ_FMA
ADJ_INLINE vf64 v_minus_pi_wide_f32(vf64 a, vf64 n) { return (a - n * 0x1.921fb544p+1) - n * 0x1.0b4611a626331p-33; }
#endif
/// a - n·π. The products are exact inside a fused operation; without one they are exact in float64.
ADJ_INLINE vf32 v_minus_pi_f32(vf32 a, vf32 n) {
#if ADJ_FMA
  a = ADJ_MADD(n, v_splat_f32(-0x1.921fb6p+1f), a);
  a = ADJ_MADD(n, v_splat_f32(0x1.777a5cp-24f), a);
  return ADJ_MADD(n, v_splat_f32(0x1.ee59dap-49f), a);
#else
  vf64 a_wide[2], n_wide[2];
  v_widen_f32(a, a_wide);
  v_widen_f32(n, n_wide);
  vf64 result[2] = {v_minus_pi_wide_f32(a_wide[0], n_wide[0]), v_minus_pi_wide_f32(a_wide[1], n_wide[1])};
  return v_narrow_f32(result);
#endif
}

/// sin r for |r| <= π/2, its sign changed where `quotient` is odd.
ADJ_INLINE vf32 v_sin_reduced_f32(vf32 r, vu32 quotient) {
  static const float c[] = {
    -0x1.55554cp-3f, 0x1.110ed4p-7f, -0x1.9f6f18p-13f, 0x1.5da6e6p-19f,
  };
  vf32 z = r * r;
  return (vf32)((vu32)v_fused_f32(r * z, V_POLYNOMIAL_F32(z, c), r) ^ quotient << 31);
}

ADJ_INLINE vf32 v_sin_f32(vf32 x) {
  vf32 a = v_abs_f32(x);
  vf32 shifted = ADJ_MADD(a, v_splat_f32(0x1.45f306p-2f), v_splat_f32(V_SHIFT_F32));
  vf32 r = v_minus_pi_f32(a, shifted - V_SHIFT_F32);
  vu32 quotient = (vu32)shifted;
  if (v_any_f32(~(a < V_LARGE_ANGLE_F32))) ADJ_NAME(reduce_large_angles_f32)(&a, 0, &r, &quotient);
  return (vf32)((vu32)v_sin_reduced_f32(r, quotient) ^ v_sign_bit_f32(x));
}

/// sin(|x| + π/2)
ADJ_INLINE vf32 v_cos_f32(vf32 x) {
  vf32 a = v_abs_f32(x);
  vf32 shifted = ADJ_MADD(a, v_splat_f32(0x1.45f306p-2f), v_splat_f32(-0.5f)) + (V_SHIFT_F32 + 1);
  vf32 r = v_minus_pi_f32(a, shifted - (V_SHIFT_F32 + 1) + 0.5f);
  vu32 quotient = (vu32)shifted;
  if (v_any_f32(~(a < V_LARGE_ANGLE_F32))) ADJ_NAME(reduce_large_angles_f32)(&a, 1, &r, &quotient);
  return v_sin_reduced_f32(r, quotient);
}

/// As tan in float64, with a shorter polynomial and nothing to compensate.
ADJ_INLINE vf64 v_tan_wide_f32(vf64 x) {
  static const double c[] = {
    0x1.55556096a946fp-2, 0x1.110d7d0b6274ep-3, 0x1.badeef247bb84p-5, 0x1.5c8f367444b07p-6, 0x1.63c0476973a61p-7,
    0x1.05923dc981869p-14, 0x1.1fb4852c0bc38p-8,
  };
  vf64 a = v_abs_f64(x);
  vf64 shifted = ADJ_MADD(a, v_splat_f64(0x1.45f306dc9c883p-1), v_splat_f64(V_SHIFT_F64)), n = shifted - V_SHIFT_F64;
  vf64 r = (a - n * 0x1.921fb544p+0) - n * 0x1.0b4611a626331p-34;
  vu64 quotient = (vu64)shifted;
  if (v_any_f64(~(a < V_LARGE_ANGLE_F64))) ADJ_NAME(reduce_large_angles_f64)(&a, 0, 2, &r, NULL, &quotient);
  vf64 z = r * r, t = ADJ_MADD(r * z, V_POLYNOMIAL_F64(z, c), r);
  vi64 odd = -(vi64)(quotient & 1);
  vf64 result = v_select_f64(odd, v_splat_f64(-1), t) / v_select_f64(odd, t, v_splat_f64(1));
  return (vf64)((vu64)result ^ v_sign_bit_f64(x));
}
ADJ_INLINE vf32 v_tan_f32(vf32 x) {
  vf64 wide[2];
  v_widen_f32(x, wide);
  vf64 result[2] = {v_tan_wide_f32(wide[0]), v_tan_wide_f32(wide[1])};
  return v_narrow_f32(result);
}

// MARK: Inverse circular functions

/// For a = |x| > 1/2, asin a = π/2 - 2·asin s with s = sqrt((1 - a)/2); for smaller a, s = a.
/// Returns s³·P(s²) of asin s = s + s³·P(s²).
ADJ_INLINE vf32 v_asin_parts_f32(vf32 a, vi32 large, vf32 *s) {
  static const float c[] = {
    0x1.5555cap-3f, 0x1.330162p-4f, 0x1.748b66p-5f, 0x1.8ba578p-6f, 0x1.59dc82p-5f,
  };
  vf32 z = v_select_f32(large, 0.5f - 0.5f * a, a * a);
  *s = v_select_f32(large, __builtin_elementwise_sqrt(z), a);
  return *s * z * V_POLYNOMIAL_F32(z, c);
}

ADJ_INLINE vf32 v_asin_f32(vf32 x) {
  vf32 s, a = v_abs_f32(x);
  vi32 large = a > 0.5f;
  vf32 tail = v_asin_parts_f32(a, large, &s);
  vf32 low, high = v_fast_two_sum_f32(v_splat_f32(V_HALF_PI_F32), -2.0f * s, &low);
  vf32 far = high + (low - (2.0f * tail - V_HALF_PI_LOW_F32));
  return (vf32)((vu32)v_select_f32(large, far, s + tail) ^ v_sign_bit_f32(x));
}

ADJ_INLINE vf32 v_acos_f32(vf32 x) {
  vf32 s, a = v_abs_f32(x);
  vi32 large = a > 0.5f;
  vf32 tail = v_asin_parts_f32(a, large, &s);
  vu32 sign = v_sign_bit_f32(x);
  vf32 near = (V_HALF_PI_F32 - x) - ((vf32)((vu32)tail ^ sign) - V_HALF_PI_LOW_F32);
  vf32 twice = 2.0f * s + 2.0f * tail;
  vf32 opposite = (2.0f * V_HALF_PI_F32 - 2.0f * s) - (2.0f * tail - 2.0f * V_HALF_PI_LOW_F32);
  return v_select_f32(large, v_select_f32(x < 0.0f, opposite, twice), near);
}

/// atan a = base + atan t, with t = a, (a - 1)/(a + 1) or -1/a so that |t| <= 1/2.
/// From 1/2 on, a - 1 is exact.
ADJ_INLINE vf32 v_atan_f32(vf32 x) {
  static const float c[] = {
    -0x1.555552p-2f, 0x1.999746p-3f, -0x1.245066p-3f, 0x1.c07688p-4f, -0x1.481e0ap-4f, 0x1.4005fp-5f,
  };
  vf32 a = v_abs_f32(x), zero = v_splat_f32(0), one = v_splat_f32(1);
  vi32 middle = a > 0.5f, large = a > 2.0f;
  vf32 numerator = v_select_f32(large, -one, v_select_f32(middle, a - 1.0f, a));
  vf32 denominator = v_select_f32(large, a, v_select_f32(middle, a + 1.0f, one));
  vf32 base = v_select_f32(
    large, v_splat_f32(V_HALF_PI_F32), v_select_f32(middle, v_splat_f32(0.5f * V_HALF_PI_F32), zero));
  vf32 base_low = v_select_f32(
    large, v_splat_f32(V_HALF_PI_LOW_F32), v_select_f32(middle, v_splat_f32(0.5f * V_HALF_PI_LOW_F32), zero));
  vf32 t = numerator / denominator, z = t * t;
  vf32 tail = ADJ_MADD(t * z, V_POLYNOMIAL_F32(z, c), base_low);
  return v_with_sign_f32(base + (t + tail), x);
}

// MARK: Error function

/// erf a for 0 <= a < 1: a + a·P(a²).
ADJ_INLINE vf32 v_erf_near_f32(vf32 a) {
  static const float c[] = {
    0x1.06eba8p-3f, -0x1.81273ep-2f, 0x1.ce2ce6p-4f, -0x1.b7f71ap-6f, 0x1.53f22ep-8f, -0x1.a351dp-11f, 0x1.477398p-14f,
  };
  return ADJ_MADD(a, V_POLYNOMIAL_F32(a * a, c), a);
}

/// `v_erf_near` below 1; above, 1 - 2^L(|x|) with L a fit of log2(erfc).
ADJ_INLINE vf32 v_erf_f32(vf32 x) {
  static const float far_c[] = {
    0x1.1d1aaap-12f, -0x1.a13014p+0f, -0x1.d3bb4cp-1f, -0x1.405906p-3f, 0x1.29f2c4p-5f, -0x1.8d98ecp-8f, 0x1.4de9b8p-11f,
    -0x1.06920ap-15f,
  };
  vf32 a = v_abs_f32(x);
  vf32 near = v_erf_near_f32(a);
  vf32 logarithm = V_POLYNOMIAL_F32(v_at_most_f32(a, 3.95f), far_c);
  vf32 shifted = logarithm + (V_SHIFT_F32 + 127);
  vf32 r = (logarithm - (shifted - (V_SHIFT_F32 + 127))) * 0x1.62e43p-1f;
  vf32 p = ADJ_MADD(r * r, v_exp_polynomial_f32(r), r);
  vf32 power = (vf32)((vu32)shifted << 23);
  vf32 far = (1.0f - power) - p * power;
  return v_with_sign_f32(v_select_f32(a < 1.0f, near, far), x);
}

// MARK: The normal distribution and the error function's complement

/// e^-(a² · k) · (e + e_low) for a ≥ 0 and k = 1 or ½. The square is exact in two parts, h = a_high² and l;
/// -h = n·log 2 + r, and l and what rounds off go into r.
ADJ_INLINE vf32 v_gaussian_times_f32(vf32 a, float k, vf32 e, vf32 e_low) {
  vf32 a_high = (vf32)((vu32)a & 0xfffff000u);
  vf32 h = a_high * a_high * k, l = (a - a_high) * (a + a_high) * k;
  vf32 shift = v_splat_f32(V_SHIFT_F32 + 127 + 64);
  vf32 shifted = ADJ_MADD(-(h + l), v_splat_f32(V_LOG2E_F32), shift), n = shifted - shift;
  vf32 r = ADJ_MADD(n, v_splat_f32(-V_LN2_HIGH_F32), -h) - ADJ_MADD(n, v_splat_f32(V_LN2_LOW_F32), l);
  vf32 p = ADJ_MADD(r * r, v_exp_polynomial_f32(r), r), scale = (vf32)((vu32)shifted << 23);
  return (e + ADJ_MADD(e, p, e_low)) * scale * 0x1p-64f;
}

/// e^-x².
ADJ_INLINE vf32 v_gaussian_f32(vf32 x) {
  vf32 zero = v_splat_f32(0);
  return v_gaussian_times_f32(v_at_most_f32(v_abs_f32(x), 10.5f), 1, v_splat_f32(1), zero);
}

/// e^(-x²/2) / √(2π).
ADJ_INLINE vf32 v_normal_density_f32(vf32 x) {
  vf32 a = v_at_most_f32(v_abs_f32(x), 14.6f);
  return v_gaussian_times_f32(a, 0.5f, v_splat_f32(0x1.988454p-2f), v_splat_f32(-0x1.8579360000000p-27f));
}

/// (c + c_low + q·P(q)) / (1 + d·a) with q = (a - k) / (a + k): e^a²·erfc a, and the same of the normal
/// distribution. *low is what the roundings lost, of which a few digits are enough.
ADJ_INLINE vf32 v_scaled_tail_f32(vf32 a, float d, float k, float c, float c_low, const float *p, int count, vf32 *low) {
  vf32 sum_low, sum = v_two_sum_f32(a * d, v_splat_f32(1), &sum_low), q = (a - k) / (a + k);
  vf32 top_low, top = v_fast_two_sum_f32(v_splat_f32(c), q * v_polynomial_f32(q, p, count), &top_low);
  vf32 e = top / sum;
#if ADJ_FMA
  top_low += __builtin_elementwise_fma(-e, sum, top);
#endif
  *low = ((top_low + c_low) - e * sum_low) * (e * (1 / c));
  return e;
}

/// ∫ from x to ∞ of 2/√π·e^(-t²).
ADJ_INLINE vf32 v_erfc_f32(vf32 x) {
  static const float p[] = {
    -0x1.15c08ap-3f, -0x1.85a18p-5f, 0x1.098426p-3f, -0x1.e88934p-4f, 0x1.17bbbap-4f, -0x1.85debap-6f,
    0x1.513a6ap-9f, 0x1.064ep-9f, -0x1.9b5386p-11f, -0x1.1cdc92p-12f,
  };
  vf32 a = v_at_most_f32(v_abs_f32(x), 10.5f), low;
  vf32 e = v_scaled_tail_f32(a, 2, 3, 0x1.40c522p+0f, 0x1.b380ep-25f, p, sizeof p / sizeof *p, &low);
  vf32 tail = v_gaussian_times_f32(a, 1, e, low);
  return v_select_f32(a < 0.5f, 1 - v_erf_near_f32(x), v_select_f32(x < 0.0f, 2 - tail, tail));
}

/// Φ(x), the part of the normal distribution below x.
ADJ_INLINE vf32 v_normal_below_f32(vf32 x) {
  static const float p[] = {
    -0x1.ea57d4p-5f, -0x1.516e26p-5f, 0x1.429302p-4f, -0x1.050844p-4f, 0x1.fe7deap-6f, -0x1.fc7076p-8f,
    -0x1.98ea94p-11f, 0x1.26f39p-10f, -0x1.0b08f6p-14f, -0x1.d2585p-14f,
  };
  vf32 a = v_at_most_f32(v_abs_f32(x), 14.6f), low;
  vf32 e = v_scaled_tail_f32(a, 1.5f, 4, 0x1.525e24p-1f, 0x1.dfa8p-29f, p, sizeof p / sizeof *p, &low);
  vf32 tail = v_gaussian_times_f32(a, 0.5f, e, low);
  vf32 near = 0.5f + 0.5f * v_erf_near_f32(0x1.6a09e6p-1f * x);
  return v_select_f32(a < 0.75f, near, v_select_f32(x > 0.0f, 1 - tail, tail));
}

/// x·Φ(x); 0 at -∞.
ADJ_INLINE vf32 v_gelu_f32(vf32 x) {
  vf32 y = x * v_normal_below_f32(x);
  return v_select_f32(x < -0x1p100f, v_splat_f32(0), y);
}

// MARK: The logistic distribution

/// x·(1 - x), and x·(2 - x).
ADJ_INLINE vf32 v_times_one_minus_f32(vf32 x) { return x * (1 - x); }
ADJ_INLINE vf32 v_times_two_minus_f32(vf32 x) { return x * (2 - x); }

/// e^-x / (1 + e^-x)², the slope of the sigmoid.
ADJ_INLINE vf32 v_logistic_density_f32(vf32 x) { return v_times_one_minus_f32(v_sigmoid_tail_f32(x)); }

/// 1 / cosh² x, the slope of the hyperbolic tangent.
ADJ_INLINE vf32 v_tanh_slope_f32(vf32 x) { return v_times_two_minus_f32(v_tanh_tail_f32(x)); }

/// x·sigmoid(x); 0 at -∞.
ADJ_INLINE vf32 v_silu_f32(vf32 x) {
  vf32 y = x * v_sigmoid_f32(x);
  return v_select_f32(x < -0x1p100f, v_splat_f32(0), y);
}

// MARK: Differences from the identity

/// x / (1 + |x|); ±1 at ±∞.
ADJ_INLINE vf32 v_softsign_f32(vf32 x) {
  vf32 a = v_abs_f32(x), y = v_select_f32(a > 0x1p100f, v_splat_f32(1), a / (1 + a));
  return v_with_sign_f32(y, x);
}

/// x - tanh x: -a³·P(a²) of `v_tanh_polynomial` for small a = |x|, and in float64 where the two are near each other.
ADJ_INLINE vf32 v_tanh_shrink_f32(vf32 x) {
  vf32 a = v_abs_f32(x), z = a * a;
  vf64 wide[2];
  v_widen_f32(a, wide);
  for (int i = 0; i < 2; i++) wide[i] = wide[i] - v_tanh_f64(wide[i]);
  return v_with_sign_f32(v_select_f32(a > 0.55f, v_narrow_f32(wide), -(a * z) * v_tanh_polynomial_f32(z)), x);
}

// MARK: Limits

/// x within ±0x1p60f, so that squares of it can be summed; NaN stays.
ADJ_INLINE vf32 v_squarable_f32(vf32 x) { return v_at_most_f32(v_at_least_f32(x, -0x1p60f), 0x1p60f); }

#endif
