// Elementary functions on vectors of float64, within 2 ulp of the correctly rounded value over their whole domain.
// KernelAccuracy.md has the measured errors. Coefficients are minimax fits (Remez exchange, leading coefficients rounded one
// after another) for the relative error of the function; every product that must be exact is exact without FMA too.
#ifndef ADJOINT_VECTOR_MATH_FLOAT64_H
#define ADJOINT_VECTOR_MATH_FLOAT64_H

#include "angle_reduction.h"

// MARK: Parts

ADJ_INLINE vf64 v_splat_f64(double x) { return x - (vf64){0}; }
ADJ_INLINE vf64 v_select_f64(vi64 mask, vf64 a, vf64 b) { return (vf64)(((vi64)a & mask) | ((vi64)b & ~mask)); }
ADJ_INLINE bool v_any_f64(vi64 mask) { return __builtin_reduce_or(mask) != 0; }
ADJ_INLINE vf64 v_abs_f64(vf64 x) { return (vf64)((vu64)x & 0x7fffffffffffffffu); }
ADJ_INLINE vu64 v_sign_bit_f64(vf64 x) { return (vu64)x & 0x8000000000000000u; }
/// `magnitude`, which is not negative, with the sign of `sign`.
ADJ_INLINE vf64 v_with_sign_f64(vf64 magnitude, vf64 sign) { return (vf64)((vu64)magnitude | v_sign_bit_f64(sign)); }
/// x within bounds; NaN stays NaN.
ADJ_INLINE vf64 v_at_least_f64(vf64 x, double bound) { return v_select_f64(x < bound, v_splat_f64(bound), x); }
ADJ_INLINE vf64 v_at_most_f64(vf64 x, double bound) { return v_select_f64(x > bound, v_splat_f64(bound), x); }

/// c[0] + c[1]·x + … by Horner's rule.
ADJ_INLINE vf64 v_polynomial_f64(vf64 x, const double *c, int count) {
  vf64 sum = v_splat_f64(c[count - 1]);
  for (int i = count - 2; i >= 0; i--) sum = ADJ_MADD(sum, x, v_splat_f64(c[i]));
  return sum;
}
#define V_POLYNOMIAL_F64(x, c) v_polynomial_f64((x), (c), (int)(sizeof(c) / sizeof(double)))

/// a + b = the result + *error.
ADJ_INLINE vf64 v_two_sum_f64(vf64 a, vf64 b, vf64 *error) {
  vf64 sum = a + b, b_part = sum - a;
  *error = (a - (sum - b_part)) + (b - b_part);
  return sum;
}
/// The same where |a| >= |b|.
ADJ_INLINE vf64 v_fast_two_sum_f64(vf64 a, vf64 b, vf64 *error) {
  vf64 sum = a + b;
  *error = b - (sum - a);
  return sum;
}
/// a·b = the result + *error, for |a| and |b| below 2^995 and a product that is not subnormal (Dekker 1971).
ADJ_INLINE vf64 v_two_product_f64(vf64 a, vf64 b, vf64 *error) {
  vf64 product = a * b;
#if ADJ_FMA
  *error = __builtin_elementwise_fma(a, b, -product);
#else
  vf64 a_high = (vf64)((vu64)a & 0xfffffffff8000000u), a_low = a - a_high;
  vf64 b_high = (vf64)((vu64)b & 0xfffffffff8000000u), b_low = b - b_high;
  *error = a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
#endif
  return product;
}

/// a·b + c for |c| >= |a·b|, with hardly more than one rounding.
ADJ_INLINE vf64 v_fused_f64(vf64 a, vf64 b, vf64 c) {
#if ADJ_FMA
  return __builtin_elementwise_fma(a, b, c);
#else
  vf64 product_low, product = v_two_product_f64(a, b, &product_low);
  vf64 sum_low, sum = v_fast_two_sum_f64(c, product, &sum_low);
  return sum + (sum_low + product_low);
#endif
}

// Adding 2^52·1.5 rounds to an integer, which then stands in the low bits.
#define V_SHIFT_F64 0x1.8p52
// Log 2 in two parts: multiples of the first by the exponent of a number are exact. π/2 in two parts.
#define V_LOG2E_F64 0x1.71547652b82fep+0
#define V_LN2_HIGH_F64 0x1.62e42fefa38p-1
#define V_LN2_LOW_F64 0x1.ef35793c7673p-45
#define V_HALF_PI_F64 0x1.921fb54442d18p+0
#define V_HALF_PI_LOW_F64 0x1.1a62633145c07p-54
// The bits of 1 and of sqrt(1/2).
#define V_ONE_F64 0x3ff0000000000000u
#define V_SQRT_HALF_F64 0x3fe6a09e667f3bcdu

// MARK: Rounding and roots (exact or correctly rounded)

ADJ_INLINE vf64 v_sqrt_f64(vf64 x) { return __builtin_elementwise_sqrt(x); }
ADJ_INLINE vf64 v_rsqrt_f64(vf64 x) { return 1.0 / __builtin_elementwise_sqrt(x); }

#if ADJ_FMA  // the machines that fuse also round in one instruction
ADJ_INLINE vf64 v_round_f64(vf64 x) { return __builtin_elementwise_roundeven(x); }
ADJ_INLINE vf64 v_floor_f64(vf64 x) { return __builtin_elementwise_floor(x); }
ADJ_INLINE vf64 v_ceil_f64(vf64 x) { return __builtin_elementwise_ceil(x); }
#else
ADJ_INLINE vf64 v_round_f64(vf64 x) {
  vf64 a = v_abs_f64(x), rounded = (a + 0x1p52) - 0x1p52;
  return v_select_f64(a < 0x1p52, v_with_sign_f64(rounded, x), x);
}
ADJ_INLINE vf64 v_floor_f64(vf64 x) {
  vf64 rounded = v_round_f64(x);
  return v_select_f64(rounded > x, rounded - 1.0, rounded);
}
ADJ_INLINE vf64 v_ceil_f64(vf64 x) {
  vf64 rounded = v_round_f64(x);
  return v_select_f64(rounded < x, v_with_sign_f64(v_abs_f64(rounded + 1.0), x), rounded);
}
#endif

// MARK: Exponentials

/// P of e^r = 1 + r + r²·P(r), |r| <= log(2)/2.
ADJ_INLINE vf64 v_exp_polynomial_f64(vf64 r) {
  static const double c[] = {
    0x1.0000000000005p-1, 0x1.555555555555cp-3, 0x1.5555555552092p-5, 0x1.111111110e698p-7, 0x1.6c16c17f520d5p-10,
    0x1.a01a01b5efca9p-13, 0x1.a019a6318e45cp-16, 0x1.71dde9ca93421p-19, 0x1.28a3031fd87dfp-22, 0x1.af77113940eb1p-26,
  };
  return V_POLYNOMIAL_F64(r, c);
}

/// x = n·log 2 + r with |r| <= log(2)/2 and |n| < 2^11. Returns e^r - 1; the low bits of *shifted hold n, as `shift` biases it.
/// `exact_r` adds what rounds off r, for results that are smaller than 1 + e^r.
ADJ_INLINE vf64 v_exp_parts_f64(vf64 x, vf64 shift, vf64 *shifted, bool exact_r) {
  *shifted = ADJ_MADD(x, v_splat_f64(V_LOG2E_F64), shift);
  vf64 n = *shifted - shift;
  vf64 r = ADJ_MADD(n, v_splat_f64(-V_LN2_HIGH_F64), x);
  if (!exact_r) {
    r = ADJ_MADD(n, v_splat_f64(-V_LN2_LOW_F64), r);
    return ADJ_MADD(r * r, v_exp_polynomial_f64(r), r);
  }
  vf64 r_low;
  r = v_fast_two_sum_f64(r, n * -V_LN2_LOW_F64, &r_low);
  return r + ADJ_MADD(r * r, v_exp_polynomial_f64(r), r_low);
}

/// e^-a for a >= 0.
ADJ_INLINE vf64 v_exp_negative_f64(vf64 a) {
  vf64 shifted;
  vf64 p = v_exp_parts_f64(-v_at_most_f64(a, 746), v_splat_f64(V_SHIFT_F64 + 1023 + 64), &shifted, false);
  vf64 scale = (vf64)((vu64)shifted << 52);
  return ADJ_MADD(p, scale, scale) * 0x1p-64;
}

/// 2^n·e^r. The power is formed 2^64 too large or too small and set right at the end, where the product overflows or
/// becomes subnormal with a single rounding.
ADJ_INLINE vf64 v_exp_f64(vf64 x) {
  x = v_at_most_f64(v_at_least_f64(x, -746), 710);
  vi64 negative = x < 0.0;
  vf64 shifted, shift = v_select_f64(negative, v_splat_f64(V_SHIFT_F64 + 1023 + 64), v_splat_f64(V_SHIFT_F64 + 1023 - 64));
  vf64 p = v_exp_parts_f64(x, shift, &shifted, false);
  vf64 scale = (vf64)((vu64)shifted << 52);
  return ADJ_MADD(p, scale, scale) * v_select_f64(negative, v_splat_f64(0x1p-64), v_splat_f64(0x1p64));
}

/// 2^n·(e^r - 1) + (2^n - 1), at half size so that 2^n does not overflow.
ADJ_INLINE vf64 v_expm1_f64(vf64 x) {
  vf64 shifted;
  vf64 p = v_exp_parts_f64(v_at_most_f64(v_at_least_f64(x, -40), 710), v_splat_f64(V_SHIFT_F64 + 1022), &shifted, true);
  vf64 half = (vf64)((vu64)shifted << 52);
  vf64 result = ADJ_MADD(p, half, half - 0.5) * 2.0;
  return v_select_f64(v_abs_f64(x) < 0x1p-54, x, result);
}

/// P of tanh a = a + a³·P(a²), 0 <= a <= 0.55.
ADJ_INLINE vf64 v_tanh_polynomial_f64(vf64 z) {
  static const double c[] = {
    -0x1.555555555549dp-2, 0x1.11111111028b7p-3, -0x1.ba1ba1ad685f6p-5, 0x1.664f45c129e2p-6, -0x1.226ddd1ac3eacp-7,
    0x1.d6c617febfdfbp-9, -0x1.7cf384ffe6de1p-10, 0x1.2fa1378c6dce3p-11, -0x1.b9010ef677f3cp-13, 0x1.abe8e46bf92fcp-15,
  };
  return V_POLYNOMIAL_F64(z, c);
}

/// 1 - tanh |x| = 2 / (1 + e^2|x|), formed 2^-64 too small, since e^2|x| may overflow where this does not vanish.
ADJ_INLINE vf64 v_tanh_tail_f64(vf64 x) {
  vf64 a = v_at_most_f64(v_abs_f64(x), 376), one = v_splat_f64(0x1p-64);
  vf64 shifted, p = v_exp_parts_f64(a + a, v_splat_f64(V_SHIFT_F64 + 1023 - 64), &shifted, false);
  vf64 power = (vf64)((vu64)shifted << 52);
  return 0x1p-63 / ADJ_MADD(p, power, power + one);
}

/// From tail = 1 - tanh |x|: a + a³·P(a²) for small a = |x|; 1 - tail for large ones.
ADJ_INLINE vf64 v_tanh_of_tail_f64(vf64 tail, vf64 x) {
  vf64 a = v_abs_f64(x), z = a * a;
  vf64 small = ADJ_MADD(a * z, v_tanh_polynomial_f64(z), a);
  return v_with_sign_f64(v_select_f64(a <= 0.55, small, 1 - tail), x);
}

ADJ_INLINE vf64 v_tanh_f64(vf64 x) { return v_tanh_of_tail_f64(v_tanh_tail_f64(x), x); }

/// 1 / (1 + e^|x|) = sigmoid(-|x|). The sum is formed 2^-64 too small, since e^|x| may overflow where q does not vanish;
/// what its rounding loses is put into the quotient.
ADJ_INLINE vf64 v_sigmoid_tail_f64(vf64 x) {
  vf64 shifted;
  vf64 p = v_exp_parts_f64(v_at_most_f64(v_abs_f64(x), 746), v_splat_f64(V_SHIFT_F64 + 1023 - 64), &shifted, true);
  vf64 power = (vf64)((vu64)shifted << 52);
  vf64 lost, sum = v_fast_two_sum_f64(power, ADJ_MADD(p, power, v_splat_f64(0x1p-64)), &lost);
  vf64 q = 0x1p-64 / sum;
  return ADJ_MADD(-q, q * 0x1p64 * lost, q);
}

/// From tail = sigmoid(-|x|).
ADJ_INLINE vf64 v_sigmoid_of_tail_f64(vf64 tail, vf64 x) { return v_select_f64(x < 0, tail, 1 - tail); }

ADJ_INLINE vf64 v_sigmoid_f64(vf64 x) { return v_sigmoid_of_tail_f64(v_sigmoid_tail_f64(x), x); }

/// |x| = n·log 2 + r. Gives (e^|x| ± e^-|x|) / 2 from sinh r and cosh r - 1: with s, d = 2^(n-1) ± 2^(-n-1),
/// cosh x = s + s·(cosh r - 1) + d·sinh r and sinh x = d + d·(cosh r - 1) + s·sinh r. Nothing cancels.
ADJ_INLINE vf64 v_hyperbolic_f64(vf64 a, bool odd) {
  static const double sinh_c[] = {
    0x1.5555555555559p-3, 0x1.111111110f67dp-7, 0x1.a01a01affb475p-13, 0x1.71ddf816142eep-19, 0x1.af5f3396caa42p-26,
  };
  static const double cosh_c[] = {
    0x1.000000000000cp-1, 0x1.555555554fd67p-5, 0x1.6c16c1863e11dp-10, 0x1.a01994ffe2844p-16, 0x1.28b1bd94d396dp-22,
  };
  a = v_at_most_f64(a, 710.6);
  vf64 shifted = ADJ_MADD(a, v_splat_f64(V_LOG2E_F64), v_splat_f64(V_SHIFT_F64 + 1021)), n = shifted - (V_SHIFT_F64 + 1021);
  vf64 r_low, r = v_fast_two_sum_f64(ADJ_MADD(n, v_splat_f64(-V_LN2_HIGH_F64), a), n * -V_LN2_LOW_F64, &r_low);
  vf64 z = r * r;
  vf64 sinh_r_r = ADJ_MADD(r * z, V_POLYNOMIAL_F64(z, sinh_c), r_low);
  vf64 cosh_r_1 = z * V_POLYNOMIAL_F64(z, cosh_c);
  // Half the powers: 2^n may be too large for the type where its half is not. 2^-n counts for nothing from n = 60.
  vf64 up = (vf64)((vu64)shifted << 52);
  vf64 down = (vf64)((vu64)(v_splat_f64(V_SHIFT_F64 + 1021) - v_at_most_f64(n, 60)) << 52);
  vf64 sum = up + down, difference = up - down;
  if (odd) return 2.0 * (difference + ADJ_MADD(sum, r, ADJ_MADD(cosh_r_1, difference, sinh_r_r * sum)));
  return 2.0 * (up + ADJ_MADD(difference, r, ADJ_MADD(cosh_r_1, sum, ADJ_MADD(sinh_r_r, difference, down))));
}
ADJ_INLINE vf64 v_sinh_f64(vf64 x) {
  vf64 a = v_abs_f64(x);
  return v_with_sign_f64(v_select_f64(a < 0x1p-28, a, v_hyperbolic_f64(a, true)), x);
}
ADJ_INLINE vf64 v_cosh_f64(vf64 x) { return v_hyperbolic_f64(v_abs_f64(x), false); }

// MARK: Logarithms

/// x = m·2^k with sqrt(1/2) <= m < sqrt(2), for normal positive x. Returns m; *k is k.
ADJ_INLINE vf64 v_log_parts_f64(vf64 x, vf64 *k) {
  vu64 bits = (vu64)x + (V_ONE_F64 - V_SQRT_HALF_F64);
  *k = (vf64)(bits >> 52 | 0x4330000000000000u) - (0x1p52 + 1023);
  return (vf64)((bits & 0xfffffffffffffu) + V_SQRT_HALF_F64);
}

/// log(1 + f) - f + f²/2 for 1 + f in [sqrt(1/2), sqrt(2)]: with s = f/(2 + f), log(1 + f) = 2s + s³·P(s²), 2s = f - s·f.
/// The arrangement of terms that keeps f apart from the small ones is that of fdlibm's e_log.c.
ADJ_INLINE vf64 v_log_tail_f64(vf64 f, vf64 half_square) {
  static const double c[] = {
    0x1.5555555555592p-1, 0x1.999999997fd7bp-2, 0x1.24924941f4d74p-2, 0x1.c71c52061ce28p-3, 0x1.74663f9f18682p-3,
    0x1.39a1a72e6545dp-3, 0x1.2f063311f2204p-3,
  };
  vf64 s = f / (2.0 + f), z = s * s;
  return s * ADJ_MADD(z, V_POLYNOMIAL_F64(z, c), half_square);
}

/// k·log 2 + log(1 + f); k·(the high part of log 2) is exact.
ADJ_INLINE vf64 v_log_sum_f64(vf64 k, vf64 f) {
  vf64 half_square = f * f * 0.5;
  vf64 tail = ADJ_MADD(k, v_splat_f64(V_LN2_LOW_F64), v_log_tail_f64(f, half_square));
  return ADJ_MADD(k, v_splat_f64(V_LN2_HIGH_F64), f - (half_square - tail));
}

ADJ_INLINE vf64 v_log_f64(vf64 x) {
  vi64 rare = (vi64)((vu64)x - 0x10000000000000u >= 0x7fe0000000000000u);  // not positive, subnormal, inf or NaN
  vf64 k, scaled = x, bias = v_splat_f64(0);
  if (v_any_f64(rare)) {
    vi64 subnormal = x < 0x1p-1022;
    scaled = v_select_f64(subnormal, x * 0x1p54, x);
    bias = v_select_f64(subnormal, v_splat_f64(-54), bias);
  }
  vf64 m = v_log_parts_f64(scaled, &k);
  vf64 result = v_log_sum_f64(k + bias, m - 1.0);
  if (v_any_f64(rare)) {
    result = v_select_f64(x == 0.0, v_splat_f64(-__builtin_inf()), result);
    result = v_select_f64(x < 0.0, v_splat_f64(__builtin_nan("")), result);
    result = v_select_f64((vi64)(((vu64)x & 0x7ff0000000000000u) == 0x7ff0000000000000u) & ~(x < 0.0), x, result);
  }
  return result;
}

/// As log of u = 1 + x rounded, with what the rounding lost added to f.
ADJ_INLINE vf64 v_log1p_f64(vf64 x) {
  vi64 rare = ~((x > -1.0) & (x < 0x1p1000));
  vf64 k, lost, u = v_two_sum_f64(v_splat_f64(1), x, &lost);
  vf64 m = v_log_parts_f64(u, &k);
  vf64 scale = (vf64)((vu64)((0x1p52 + 1023) - k) << 52);  // 2^-k
  if (v_any_f64(rare)) {
    lost = v_select_f64(rare, v_splat_f64(0), lost);
    scale = v_select_f64(rare, v_splat_f64(0), scale);
  }
  vf64 result = v_log_sum_f64(k, ADJ_MADD(lost, scale, m - 1.0));
  result = v_select_f64(v_abs_f64(x) < 0x1p-54, x, result);
  if (v_any_f64(rare)) {
    result = v_select_f64(x == -1.0, v_splat_f64(-__builtin_inf()), result);
    result = v_select_f64(x < -1.0, v_splat_f64(__builtin_nan("")), result);
    result = v_select_f64((x != x) | (x == __builtin_inf()), x, result);
  }
  return result;
}

/// max(x, 0) + log(1 + t) with t = e^-|x|; log(1 + t) is log(1 + f), or log 2 + log(1 + f) with 2·(1 + f) = 1 + t for large t.
ADJ_INLINE vf64 v_softplus_f64(vf64 x) {
  vf64 t = v_exp_negative_f64(v_abs_f64(x));
  vi64 large = t > 0x1.a827999fcef32p-2;
  vf64 f = v_select_f64(large, t * 0.5 - 0.5, t), k = v_select_f64(large, v_splat_f64(1), v_splat_f64(0));
  return v_select_f64(x > 0.0, x, v_splat_f64(0)) + v_log_sum_f64(k, f);
}

// MARK: Power

/// What C's pow gives for magnitude = |x|^y, put right for every special case.
ADJ_INLINE vf64 v_pow_special_f64(vf64 x, vf64 y, vf64 magnitude) {
  vf64 a = v_abs_f64(x);
  vi64 extreme = (a == 0.0) | (a == __builtin_inf());
  vi64 to_infinity = (a == 0.0) ^ (y > 0.0);
  magnitude = v_select_f64(extreme, v_select_f64(to_infinity, v_splat_f64(__builtin_inf()), v_splat_f64(0)), magnitude);
  vf64 half = y * 0.5;
  vi64 whole = v_round_f64(y) == y, odd = whole & (v_round_f64(half) != half);
  magnitude = (vf64)((vu64)magnitude | (v_sign_bit_f64(x) & (vu64)odd));
  magnitude = v_select_f64((x < 0.0) & ~whole & ~extreme, v_splat_f64(__builtin_nan("")), magnitude);
  magnitude = v_select_f64((x != x) | (y != y), x + y, magnitude);
  return v_select_f64((y == 0.0) | (x == 1.0), v_splat_f64(1), magnitude);
}

/// e^(y·log|x|) with the logarithm to about 2^-66 relative, as an unevaluated sum of two: with s = (m - 1)/(m + 1),
/// log m = 2s·(1 + s²/3 + s⁴·T(s²)), where T needs only one.
ADJ_INLINE vf64 v_pow_f64(vf64 x, vf64 y) {
  static const double c[] = {
    0x1.9999999999b3p-3, 0x1.2492492457d28p-3, 0x1.c71c722d6afe3p-4, 0x1.745ce9e1b48ebp-4, 0x1.3b1eec5b8a4dp-4,
    0x1.0f7fe1d6608a6p-4, 0x1.0e42f890821fdp-4,
  };
  vf64 a = v_abs_f64(x);
  vi64 subnormal = a < 0x1p-1022;
  vf64 k, m = v_log_parts_f64(v_select_f64(subnormal, a * 0x1p54, a), &k);
  k += v_select_f64(subnormal, v_splat_f64(-54), v_splat_f64(0));

  // s = (m - 1) / (m + 1)
  vf64 numerator = m - 1.0, denominator_low, denominator = v_two_sum_f64(m, v_splat_f64(1), &denominator_low);
  vf64 s = numerator / denominator, product_low, product = v_two_product_f64(s, denominator, &product_low);
  vf64 s_low = (((numerator - product) - product_low) - s * denominator_low) / denominator;
  // z = s², q = 1/3 + z·T, w = z·q, all in two parts
  vf64 z_low, z = v_two_product_f64(s, s, &z_low);
  z_low = ADJ_MADD(s + s, s_low, z_low);
  vf64 q_low, q = v_fast_two_sum_f64(v_splat_f64(0x1.5555555555555p-2), z * V_POLYNOMIAL_F64(z, c), &q_low);
  q_low += 0x1.5555555555555p-56;
  vf64 w_low, w = v_two_product_f64(z, q, &w_low);
  w_low += ADJ_MADD(z, q_low, z_low * q);
  // 2s + 2s·w
  vf64 sw_low, sw = v_two_product_f64(s, w, &sw_low);
  sw_low += ADJ_MADD(s, w_low, s_low * w);
  vf64 log_low, log = v_fast_two_sum_f64(s, sw, &log_low);
  log_low += s_low + sw_low;
  // + k·log 2, whose high part times k is exact
  vf64 sum_low, sum = v_two_sum_f64(k * V_LN2_HIGH_F64, log + log, &sum_low);
  sum_low += ADJ_MADD(k, v_splat_f64(V_LN2_LOW_F64), log_low + log_low);
  vf64 total_low, total = v_fast_two_sum_f64(sum, sum_low, &total_low);

  // Beyond 2^70 the result is 0, 1 or infinite for every x; the bound keeps the exact product from overflowing.
  y = v_with_sign_f64(v_at_most_f64(v_abs_f64(y), 0x1p70), y);
  vf64 e_low, e = v_two_product_f64(y, total, &e_low);
  e_low = ADJ_MADD(y, total_low, e_low);
  vi64 in_range = v_abs_f64(e) < 800.0;
  e_low = v_select_f64(in_range, e_low, v_splat_f64(0));
  e = v_at_most_f64(v_at_least_f64(e, -800), 800);

  vf64 shifted = ADJ_MADD(e, v_splat_f64(V_LOG2E_F64), v_splat_f64(V_SHIFT_F64)), n = shifted - V_SHIFT_F64;
  vf64 r = ADJ_MADD(n, v_splat_f64(-V_LN2_HIGH_F64), e);  // exact
  r = v_two_sum_f64(r, ADJ_MADD(n, v_splat_f64(-V_LN2_LOW_F64), e_low), &e_low);
  vf64 p = r + ADJ_MADD(r * r, v_exp_polynomial_f64(r), e_low);
  // 2^n in two factors: n is between -1155 and 1155.
  vu64 low_half = (((vu64)shifted + 2048) & 0xfff) >> 1, rest = (((vu64)shifted + 2048) & 0xfff) - low_half;
  vf64 first = (vf64)((low_half - 1) << 52), second = (vf64)((rest - 1) << 52);
  return v_pow_special_f64(x, y, ADJ_MADD(p, first, first) * second);
}

// MARK: Circular functions

// sin and cos subtract the nearest multiple of π, so that one polynomial on [-π/2, π/2] serves; tan a multiple of π/2.
// Up to this angle three or four pieces of π do (Cody and Waite); the bits that cancel are there.
#define V_LARGE_ANGLE_F64 0x1p20

/// Replaces the parts of those lanes whose angle is large. Kept out of line: it is rare.
static __attribute__((noinline)) void ADJ_NAME(reduce_large_angles_f64)(const vf64 *angle, uint64_t quarters, int log2_parts,
                                                                       vf64 *high, vf64 *low, vu64 *quotient) {
  for (int i = 0; i < ADJ_LANES64; i++) {
    if ((*angle)[i] < V_LARGE_ANGLE_F64) continue;
    adj_reduced_angle reduced = adj_reduce_angle((*angle)[i], quarters, log2_parts);
    (*high)[i] = low ? reduced.high : reduced.high + reduced.low;
    if (low) (*low)[i] = reduced.low;
    (*quotient)[i] = reduced.quotient;
  }
}

/// a - n·π.
ADJ_INLINE vf64 v_minus_pi_f64(vf64 a, vf64 n) {
#if ADJ_FMA
  a = ADJ_MADD(n, v_splat_f64(-0x1.921fb54442d18p+1), a);
  a = ADJ_MADD(n, v_splat_f64(-0x1.1a62633145c07p-53), a);
  return ADJ_MADD(n, v_splat_f64(0x1.f1976b7ed8fbcp-109), a);
#else
  vf64 lost;
  a = v_fast_two_sum_f64(a - n * 0x1.921fb544p+1, n * -0x1.0b4611a6p-33, &lost);
  return a + ((lost - n * 0x1.3198a2ep-68) - n * 0x1.b839a252049c1p-103);
#endif
}

/// sin r for |r| <= π/2, its sign changed where `quotient` is odd.
ADJ_INLINE vf64 v_sin_reduced_f64(vf64 r, vu64 quotient) {
  static const double c[] = {
    -0x1.5555555555555p-3, 0x1.11111111110c6p-7, -0x1.a01a01a014a97p-13, 0x1.71de3a528874dp-19, -0x1.ae6454c7c50dcp-26,
    0x1.6123c9877e9e6p-33, -0x1.ae428a82104d1p-41, 0x1.8816db65ef6acp-49,
  };
  vf64 z = r * r;
  return (vf64)((vu64)v_fused_f64(r * z, V_POLYNOMIAL_F64(z, c), r) ^ quotient << 63);
}

ADJ_INLINE vf64 v_sin_f64(vf64 x) {
  vf64 a = v_abs_f64(x);
  vf64 shifted = ADJ_MADD(a, v_splat_f64(0x1.45f306dc9c883p-2), v_splat_f64(V_SHIFT_F64));
  vf64 r = v_minus_pi_f64(a, shifted - V_SHIFT_F64);
  vu64 quotient = (vu64)shifted;
  if (v_any_f64(~(a < V_LARGE_ANGLE_F64))) ADJ_NAME(reduce_large_angles_f64)(&a, 0, 1, &r, NULL, &quotient);
  return (vf64)((vu64)v_sin_reduced_f64(r, quotient) ^ v_sign_bit_f64(x));
}

/// sin(|x| + π/2)
ADJ_INLINE vf64 v_cos_f64(vf64 x) {
  vf64 a = v_abs_f64(x);
  vf64 shifted = ADJ_MADD(a, v_splat_f64(0x1.45f306dc9c883p-2), v_splat_f64(-0.5)) + (V_SHIFT_F64 + 1);
  vf64 r = v_minus_pi_f64(a, shifted - (V_SHIFT_F64 + 1) + 0.5);
  vu64 quotient = (vu64)shifted;
  if (v_any_f64(~(a < V_LARGE_ANGLE_F64))) ADJ_NAME(reduce_large_angles_f64)(&a, 1, 1, &r, NULL, &quotient);
  return v_sin_reduced_f64(r, quotient);
}

/// tan r, or -1/tan r after an odd number of quarter turns; r in two parts, since both the polynomial and the quotient round.
ADJ_INLINE vf64 v_tan_f64(vf64 x) {
  static const double c[] = {
    0x1.55555555554edp-2, 0x1.111111111880bp-3, 0x1.ba1ba1b42ddbdp-5, 0x1.664f49b3e157bp-6, 0x1.226e11192e68ep-7,
    0x1.d6d960db6322fp-9, 0x1.7d59398206896p-10, 0x1.380c7ebee5e51p-11, 0x1.d19d3c1460bf2p-13, 0x1.1fdcd569be911p-13,
    -0x1.cc2cbd32857a2p-16, 0x1.7b37879ec4b4cp-14, -0x1.7ccf07a9bb94dp-15, 0x1.6020ab0657fp-16,
  };
  vf64 a = v_abs_f64(x);
  vf64 shifted = ADJ_MADD(a, v_splat_f64(0x1.45f306dc9c883p-1), v_splat_f64(V_SHIFT_F64)), n = shifted - V_SHIFT_F64;
#if ADJ_FMA
  vf64 product_low, product = v_two_product_f64(n, v_splat_f64(0x1.1a62633145c07p-54), &product_low);
  vf64 r_low, r = v_two_sum_f64(ADJ_MADD(n, v_splat_f64(-0x1.921fb54442d18p+0), a), -product, &r_low);
  r_low -= ADJ_MADD(n, v_splat_f64(-0x1.f1976b7ed8fbcp-110), product_low);
#else
  vf64 r_low, r = v_two_sum_f64(a - n * 0x1.921fb544p+0, n * -0x1.0b4611a6p-34, &r_low);
  r_low = (r_low - n * 0x1.3198a2ep-69) - n * 0x1.b839a252049c1p-104;
#endif
  r = v_two_sum_f64(r, r_low, &r_low);
  vu64 quotient = (vu64)shifted;
  if (v_any_f64(~(a < V_LARGE_ANGLE_F64))) ADJ_NAME(reduce_large_angles_f64)(&a, 0, 2, &r, &r_low, &quotient);
  vf64 z = r * r;
  vf64 t = r + ADJ_MADD(r * z, V_POLYNOMIAL_F64(z, c), ADJ_MADD(r_low, z, r_low));
  vi64 odd = -(vi64)(quotient & 1);
  vf64 result = v_select_f64(odd, v_splat_f64(-1), t) / v_select_f64(odd, t, v_splat_f64(1));
  return (vf64)((vu64)result ^ v_sign_bit_f64(x));
}

// MARK: Inverse circular functions

/// For a = |x| > 1/2, asin a = π/2 - 2·asin s with s = sqrt((1 - a)/2); for smaller a, s = a.
/// Returns s³·P(s²) of asin s = s + s³·P(s²).
ADJ_INLINE vf64 v_asin_parts_f64(vf64 a, vi64 large, vf64 *s) {
  static const double c[] = {
    0x1.5555555555384p-3, 0x1.333333336fe22p-4, 0x1.6db6db4198ae6p-5, 0x1.f1c72c80d49ccp-6, 0x1.6e89ed9afe3b4p-6,
    0x1.1c6c448f21c0fp-6, 0x1.c6f63905e974cp-7, 0x1.8ef3d39cb7562p-7, 0x1.aa2e0d26b480bp-8, 0x1.410edb1e4af79p-6,
    -0x1.0b8919d127878p-6, 0x1.0601f4ebf5ffdp-5,
  };
  vf64 z = v_select_f64(large, 0.5 - 0.5 * a, a * a);
  *s = v_select_f64(large, __builtin_elementwise_sqrt(z), a);
  return *s * z * V_POLYNOMIAL_F64(z, c);
}

ADJ_INLINE vf64 v_asin_f64(vf64 x) {
  vf64 s, a = v_abs_f64(x);
  vi64 large = a > 0.5;
  vf64 tail = v_asin_parts_f64(a, large, &s);
  vf64 low, high = v_fast_two_sum_f64(v_splat_f64(V_HALF_PI_F64), -2.0 * s, &low);
  vf64 far = high + (low - (2.0 * tail - V_HALF_PI_LOW_F64));
  return (vf64)((vu64)v_select_f64(large, far, s + tail) ^ v_sign_bit_f64(x));
}

ADJ_INLINE vf64 v_acos_f64(vf64 x) {
  vf64 s, a = v_abs_f64(x);
  vi64 large = a > 0.5;
  vf64 tail = v_asin_parts_f64(a, large, &s);
  vu64 sign = v_sign_bit_f64(x);
  vf64 near = (V_HALF_PI_F64 - x) - ((vf64)((vu64)tail ^ sign) - V_HALF_PI_LOW_F64);
  vf64 twice = 2.0 * s + 2.0 * tail;
  vf64 opposite = (2.0 * V_HALF_PI_F64 - 2.0 * s) - (2.0 * tail - 2.0 * V_HALF_PI_LOW_F64);
  return v_select_f64(large, v_select_f64(x < 0.0, opposite, twice), near);
}

/// atan a = base + atan t, with t = a, (a - 1)/(a + 1) or -1/a so that |t| <= 1/2.
/// From 1/2 on, a - 1 is exact.
ADJ_INLINE vf64 v_atan_f64(vf64 x) {
  static const double c[] = {
    -0x1.5555555555552p-2, 0x1.99999999990e5p-3, -0x1.2492492453eb2p-3, 0x1.c71c71ab2b72cp-4, -0x1.745d13967b416p-4,
    0x1.3b136137a78cep-4, -0x1.110c77a0860e9p-4, 0x1.e183431e27a8ep-5, -0x1.ac750dff12b4ep-5, 0x1.780513c550edp-5,
    -0x1.3032c95a28ea7p-5, 0x1.83e55c31d3807p-6, -0x1.12878a763ef8p-7,
  };
  vf64 a = v_abs_f64(x), zero = v_splat_f64(0), one = v_splat_f64(1);
  vi64 middle = a > 0.5, large = a > 2.0;
  vf64 numerator = v_select_f64(large, -one, v_select_f64(middle, a - 1.0, a));
  vf64 denominator = v_select_f64(large, a, v_select_f64(middle, a + 1.0, one));
  vf64 base = v_select_f64(
    large, v_splat_f64(V_HALF_PI_F64), v_select_f64(middle, v_splat_f64(0.5 * V_HALF_PI_F64), zero));
  vf64 base_low = v_select_f64(
    large, v_splat_f64(V_HALF_PI_LOW_F64), v_select_f64(middle, v_splat_f64(0.5 * V_HALF_PI_LOW_F64), zero));
  vf64 t = numerator / denominator, z = t * t;
  vf64 tail = ADJ_MADD(t * z, V_POLYNOMIAL_F64(z, c), base_low);
  return v_with_sign_f64(base + (t + tail), x);
}

// MARK: Error function

/// erf a for 0 <= a < 1: a + a·P(a²).
ADJ_INLINE vf64 v_erf_near_f64(vf64 a) {
  static const double c[] = {
    0x1.06eba8214db68p-3, -0x1.812746b03799dp-2, 0x1.ce2f21a03f8acp-4, -0x1.b82ce311a904ep-6, 0x1.565bcceec020ep-8,
    -0x1.c02daeb137013p-11, 0x1.f9a295f4a1729p-14, -0x1.f4c81fce78af8p-17, 0x1.b96a97f5a238cp-20, -0x1.5b86bc500e416p-23,
    0x1.d3ade9987a5bfp-27, -0x1.a1948a4e37662p-31,
  };
  return ADJ_MADD(a, V_POLYNOMIAL_F64(a * a, c), a);
}

/// `v_erf_near` below 1; above, 1 - 2^L(|x|) with L a fit of log2(erfc).
ADJ_INLINE vf64 v_erf_f64(vf64 x) {
  static const double far_c[] = {
    -0x1.15f717529bf3cp-22, -0x1.a0be5767e9d6ep+0, -0x1.d6407cdc4776ap-1, -0x1.2f94c63684d94p-3, 0x1.c2f41d2643183p-6,
    0x1.a839b6a5b678fp-12, -0x1.4e80113c70527p-9, 0x1.e4eef35165f45p-11, -0x1.0f006d01485abp-14, -0x1.a9ea2f0a799c7p-14,
    0x1.10938a86a405cp-14, -0x1.8fc750fe734bbp-16, 0x1.a301e8e953e6dp-18, -0x1.4976d247b8b09p-20, 0x1.8588c2d6b71a3p-23,
    -0x1.51d15de62312ap-26, 0x1.96db603bc421p-30, -0x1.306456869dd25p-34, 0x1.aa5b3e2e9da69p-40,
  };
  vf64 a = v_abs_f64(x);
  vf64 near = v_erf_near_f64(a);
  vf64 logarithm = V_POLYNOMIAL_F64(v_at_most_f64(a, 5.95), far_c);
  vf64 shifted = logarithm + (V_SHIFT_F64 + 1023);
  vf64 r = (logarithm - (shifted - (V_SHIFT_F64 + 1023))) * 0x1.62e42fefa39efp-1;
  vf64 p = ADJ_MADD(r * r, v_exp_polynomial_f64(r), r);
  vf64 power = (vf64)((vu64)shifted << 52);
  vf64 far = (1.0 - power) - p * power;
  return v_with_sign_f64(v_select_f64(a < 1.0, near, far), x);
}

// MARK: The normal distribution and the error function's complement

/// e^-(a² · k) · (e + e_low) for a ≥ 0 and k = 1 or ½. The square is exact in two parts, h = a_high² and l;
/// -h = n·log 2 + r, and l and what rounds off go into r.
ADJ_INLINE vf64 v_gaussian_times_f64(vf64 a, double k, vf64 e, vf64 e_low) {
  vf64 a_high = (vf64)((vu64)a & 0xfffffffff8000000u);
  vf64 h = a_high * a_high * k, l = (a - a_high) * (a + a_high) * k;
  vf64 shift = v_splat_f64(V_SHIFT_F64 + 1023 + 64);
  vf64 shifted = ADJ_MADD(-(h + l), v_splat_f64(V_LOG2E_F64), shift), n = shifted - shift;
  vf64 r = ADJ_MADD(n, v_splat_f64(-V_LN2_HIGH_F64), -h) - ADJ_MADD(n, v_splat_f64(V_LN2_LOW_F64), l);
  vf64 p = ADJ_MADD(r * r, v_exp_polynomial_f64(r), r), scale = (vf64)((vu64)shifted << 52);
  return (e + ADJ_MADD(e, p, e_low)) * scale * 0x1p-64;
}

/// e^-x².
ADJ_INLINE vf64 v_gaussian_f64(vf64 x) {
  vf64 zero = v_splat_f64(0);
  return v_gaussian_times_f64(v_at_most_f64(v_abs_f64(x), 27.3), 1, v_splat_f64(1), zero);
}

/// e^(-x²/2) / √(2π).
ADJ_INLINE vf64 v_normal_density_f64(vf64 x) {
  vf64 a = v_at_most_f64(v_abs_f64(x), 38.6);
  return v_gaussian_times_f64(a, 0.5, v_splat_f64(0x1.9884533d43651p-2), v_splat_f64(-0x1.cbc0d30ebfd15p-56));
}

/// (c + c_low + q·P(q)) / (1 + d·a) with q = (a - k) / (a + k): e^a²·erfc a, and the same of the normal
/// distribution. *low is what the roundings lost, of which a few digits are enough.
ADJ_INLINE vf64 v_scaled_tail_f64(vf64 a, double d, double k, double c, double c_low, const double *p, int count, vf64 *low) {
  vf64 sum_low, sum = v_two_sum_f64(a * d, v_splat_f64(1), &sum_low), q = (a - k) / (a + k);
  vf64 top_low, top = v_fast_two_sum_f64(v_splat_f64(c), q * v_polynomial_f64(q, p, count), &top_low);
  vf64 e = top / sum;
#if ADJ_FMA
  top_low += __builtin_elementwise_fma(-e, sum, top);
#endif
  *low = ((top_low + c_low) - e * sum_low) * (e * (1 / c));
  return e;
}

/// ∫ from x to ∞ of 2/√π·e^(-t²).
ADJ_INLINE vf64 v_erfc_f64(vf64 x) {
  static const double p[] = {
    -0x1.1df1ad154a28fp-3, 0x1.f7f5df66fd6bfp-7, 0x1.16ecefcfa545fp-4, -0x1.9ddb23c3e891p-4, 0x1.7fee004e106c4p-4,
    -0x1.0fb06dfe5567p-4, 0x1.3079edf6c411ap-5, -0x1.096238829d402p-6, 0x1.49c672736ec08p-8,
    -0x1.8d4a9c40d5787p-11, -0x1.a1df18e4330ep-13, 0x1.3be06a4ef204cp-13, -0x1.995a87c2e7542p-16,
    -0x1.788d59f35bc3ep-17, 0x1.7f324d7a8cef3p-18, 0x1.3bb584af6e4a4p-22, -0x1.bb5d4e7c54b91p-21,
    0x1.3f1e582b13abp-24, 0x1.d99baa71a647bp-24, -0x1.2ec222963ef96p-26, -0x1.e3f0aae6621efp-27,
    0x1.dadfa9022d927p-30, 0x1.4e406da24f50ap-30,
  };
  vf64 a = v_at_most_f64(v_abs_f64(x), 27.3), low;
  vf64 e = v_scaled_tail_f64(a, 2, 4, 0x1.3ba5916e9fd7fp+0, -0x1.9febcp-55, p, sizeof p / sizeof *p, &low);
  vf64 tail = v_gaussian_times_f64(a, 1, e, low);
  return v_select_f64(a < 0.5, 1 - v_erf_near_f64(x), v_select_f64(x < 0.0, 2 - tail, tail));
}

/// Φ(x), the part of the normal distribution below x.
ADJ_INLINE vf64 v_normal_below_f64(vf64 x) {
  static const double p[] = {
    -0x1.0cb236a6a53e8p-4, -0x1.78777c9acfbf8p-7, 0x1.c635928c17e7ep-5, -0x1.04373caae2a38p-4,
    0x1.8d69ddce5397bp-5, -0x1.be7c4590c155ap-6, 0x1.678b5b5761deap-7, -0x1.57eaeef86ff58p-9,
    -0x1.d1280a6e9ce8fp-15, 0x1.3e77df45385d5p-12, -0x1.534973fb7217p-14, -0x1.30c8d458c3998p-16,
    0x1.dd54e4d1776bdp-17, 0x1.f3f3d3646277ap-23, -0x1.17bfd3cb8bfc8p-19, 0x1.456376652c007p-23,
    0x1.52b84f2fd6c44p-22, -0x1.0fb104c800652p-25, -0x1.ac4ff38a9e364p-25, 0x1.872ea31170419p-29,
    0x1.cc7a60d612455p-28, 0x1.db18ba1c646f2p-33, -0x1.a7d8f13369fa8p-32,
  };
  vf64 a = v_at_most_f64(v_abs_f64(x), 38.6), low;
  vf64 e = v_scaled_tail_f64(a, 1.5, 5, 0x1.4ec0b88013f3ap-1, 0x1.68bb8p-56, p, sizeof p / sizeof *p, &low);
  vf64 tail = v_gaussian_times_f64(a, 0.5, e, low);
  vf64 near = 0.5 + 0.5 * v_erf_near_f64(0x1.6a09e667f3bcdp-1 * x);
  return v_select_f64(a < 0.75, near, v_select_f64(x > 0.0, 1 - tail, tail));
}

/// x·Φ(x); 0 at -∞.
ADJ_INLINE vf64 v_gelu_f64(vf64 x) {
  vf64 y = x * v_normal_below_f64(x);
  return v_select_f64(x < -0x1p1000, v_splat_f64(0), y);
}

// MARK: The logistic distribution

/// x·(1 - x), and x·(2 - x).
ADJ_INLINE vf64 v_times_one_minus_f64(vf64 x) { return x * (1 - x); }
ADJ_INLINE vf64 v_times_two_minus_f64(vf64 x) { return x * (2 - x); }

/// e^-x / (1 + e^-x)², the slope of the sigmoid.
ADJ_INLINE vf64 v_logistic_density_f64(vf64 x) { return v_times_one_minus_f64(v_sigmoid_tail_f64(x)); }

/// 1 / cosh² x, the slope of the hyperbolic tangent.
ADJ_INLINE vf64 v_tanh_slope_f64(vf64 x) { return v_times_two_minus_f64(v_tanh_tail_f64(x)); }

/// x·sigmoid(x); 0 at -∞.
ADJ_INLINE vf64 v_silu_f64(vf64 x) {
  vf64 y = x * v_sigmoid_f64(x);
  return v_select_f64(x < -0x1p1000, v_splat_f64(0), y);
}

// MARK: Differences from the identity

/// x / (1 + |x|); ±1 at ±∞.
ADJ_INLINE vf64 v_softsign_f64(vf64 x) {
  vf64 a = v_abs_f64(x), y = v_select_f64(a > 0x1p1000, v_splat_f64(1), a / (1 + a));
  return v_with_sign_f64(y, x);
}

/// x - tanh x: -a³·P(a²) of `v_tanh_polynomial` for small a = |x|.
ADJ_INLINE vf64 v_tanh_shrink_f64(vf64 x) {
  vf64 a = v_abs_f64(x), z = a * a;
  return v_with_sign_f64(v_select_f64(a > 0.55, a - v_tanh_f64(a), -(a * z) * v_tanh_polynomial_f64(z)), x);
}

// MARK: Limits

/// x within ±0x1p508, so that squares of it can be summed; NaN stays.
ADJ_INLINE vf64 v_squarable_f64(vf64 x) { return v_at_most_f64(v_at_least_f64(x, -0x1p508), 0x1p508); }

#endif
