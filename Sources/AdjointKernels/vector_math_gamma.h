// The gamma function's logarithm and its derivatives. Polynomials are interpolations at Chebyshev nodes of the function
// without its zero; the asymptotic series and the reflections are those of Abramowitz and Stegun, 6.1.17, 6.1.41,
// 6.3.7, 6.3.18, and of the Euler-Maclaurin formula for the Hurwitz zeta function.
#ifndef ADJOINT_VECTOR_MATH_GAMMA_H
#define ADJOINT_VECTOR_MATH_GAMMA_H

#define V_PI_F64 0x1.921fb54442d18p+1

/// log Γ(x) for x > 0: a polynomial on [1.5, 3], to which Γ(x + 1) = x·Γ(x) leads from below 8; then Stirling's series.
ADJ_INLINE vf64 v_lgamma_positive_f64(vf64 x) {
  static const double c[] = {
    0x1.ff797bba88502p-2, 0x1.2b408cef4c80cp-2, -0x1.bcc9b6fbc7726p-5, 0x1.e14e96ffdd8e7p-7, -0x1.3191e510f9cd8p-8,
    0x1.a7552044fc629p-10, -0x1.356ab22aa52eap-11, 0x1.d4c16e965d430p-13, -0x1.6c170d4c3a93cp-14, 0x1.2008628caf180p-15,
    -0x1.ce1ab69e6aa07p-17, 0x1.76b8f220cefdep-18, -0x1.327fa2326a496p-19, 0x1.f8f1f292e0435p-21, -0x1.a280143dd323dp-22,
    0x1.5c7b9d261e2b4p-23, -0x1.221baa025e388p-24, 0x1.e6f206b70d02fp-26, -0x1.ad6c59be3ff09p-27, 0x1.6ad61913fc626p-28,
    -0x1.af7598d561a65p-30, 0x1.6cf3d45ba34ebp-31, -0x1.92e645e11f2d0p-31, 0x1.57fcc0248b842p-32,
  };
  static const double series[] = {1.0 / 12,    -1.0 / 360,       1.0 / 1260, -1.0 / 1680,
                                  1.0 / 1188, -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400};
  vi64 far = x >= 8.0, below = x < 1.5, least = x < 0.5;
  vf64 y = x, factor = v_splat_f64(1);
  for (int k = 0; k < 5; k++) {
    vi64 above = (y >= 3.0) & ~far;
    y = v_select_f64(above, y - 1.0, y);
    factor = v_select_f64(above, factor * y, factor);
  }
  // The distance from the zero at 2, which is exact where that counts.
  vf64 t = v_select_f64(least, x, v_select_f64(below, x - 1.0, y - 2.0));
  factor = v_select_f64(least, x * (x + 1.0), v_select_f64(below, x, factor));
  vf64 logarithm = v_log_f64(v_select_f64(far, x, factor));
  vf64 near = ADJ_MADD(t, V_POLYNOMIAL_F64(t - 0.25, c), v_select_f64(below, -logarithm, logarithm));
  vf64 inverse = 1.0 / x;
  vf64 correction = ADJ_MADD(V_POLYNOMIAL_F64(inverse * inverse, series), inverse, v_splat_f64(0x1.acfe390c97d69p-2));
  return v_select_f64(far, ADJ_MADD(x - 0.5, logarithm - 1.0, correction), near);
}

/// log |Γ(x)|; ∞ at 0, -1, -2, ….
ADJ_INLINE vf64 v_lgamma_f64(vf64 x) {
  vi64 negative = x < 0.0;
  vf64 result = v_lgamma_positive_f64(v_select_f64(negative, 1.0 - x, v_abs_f64(x)));
  if (v_any_f64(negative)) {
    vf64 sine = v_abs_f64(v_sin_f64(V_PI_F64 * (x - v_round_f64(x))));
    result = v_select_f64(negative, v_log_f64(V_PI_F64 / sine) - result, result);
    result = v_select_f64(x == -__builtin_inf(), v_splat_f64(__builtin_inf()), result);
  }
  return v_select_f64(x != x, x, result);
}

/// ψ(x) for x >= 0: a polynomial on [1, 2] around the zero, to which ψ(x + 1) = ψ(x) + 1/x leads from below 10; then the
/// asymptotic series.
ADJ_INLINE vf64 v_digamma_positive_f64(vf64 x) {
  static const double c[] = {
    0x1.e6f0cbb873616p-1, -0x1.b1cb63005ee96p-2, 0x1.eca189b8e6f7bp-3, -0x1.2feeeb98a7e14p-3, 0x1.8512e59037f3fp-4,
    -0x1.fb4420299c39ep-5, 0x1.4de9aa17fed5cp-5, -0x1.b9f8b14eb372ep-6, 0x1.256471573c163p-6, -0x1.8635595c28480p-7,
    0x1.03c0b29031197p-7, -0x1.5a07ffdcf1525p-8, 0x1.cd1f2dbc0dbedp-9, -0x1.335166d938f39p-9, 0x1.99e14548a2d9bp-10,
    -0x1.1138fd323dc0cp-10, 0x1.69be71d89ad40p-11, -0x1.e24e3f4fdc1dcp-12, 0x1.56ae8897d5d3dp-12, -0x1.c8e71b670fd14p-13,
    0x1.80c273fb322c5p-14, -0x1.0081238b97022p-14, 0x1.0080971c5617fp-13, -0x1.5600aebc07538p-14,
  };
  static const double series[] = {-1.0 / 12,  1.0 / 120,       -1.0 / 252, 1.0 / 240,
                                  -1.0 / 132, 691.0 / 32760, -1.0 / 12,  3617.0 / 8160};
  vi64 far = x >= 10.0, below = x < 1.0;
  vf64 y = v_select_f64(below, x + 1.0, x), sum = v_select_f64(below, -1.0 / x, v_splat_f64(0));
  for (int k = 0; k < 8; k++) {
    vi64 above = (y >= 2.0) & ~far;
    y = v_select_f64(above, y - 1.0, y);
    sum = v_select_f64(above, sum + 1.0 / y, sum);
  }
  vf64 t = (y - 0x1.762d86356be3fp+0) - 0x1.b86a722197829p-54;
  vf64 near = ADJ_MADD(t, V_POLYNOMIAL_F64(y - 1.5, c), sum);
  vf64 inverse = 1.0 / x, square = inverse * inverse;
  vf64 asymptotic = v_log_f64(x) + ADJ_MADD(square, V_POLYNOMIAL_F64(square, series), -0.5 * inverse);
  return v_select_f64(far, asymptotic, near);
}

/// ψ(x) = d log Γ(x) / dx; ∓∞ at ±0, NaN at -1, -2, ….
ADJ_INLINE vf64 v_digamma_f64(vf64 x) {
  vi64 negative = x < 0.0;
  vf64 result = v_digamma_positive_f64(v_select_f64(negative, 1.0 - x, x));
  if (v_any_f64(negative)) {
    vf64 r = x - v_round_f64(x);
    vf64 reflected = result - V_PI_F64 / v_tan_f64(V_PI_F64 * r);
    reflected = v_select_f64((r == 0.0) | (r != r), v_splat_f64(__builtin_nan("")), reflected);
    result = v_select_f64(negative, reflected, result);
  }
  return v_select_f64(x != x, x, result);
}

/// The Hurwitz zeta function Σ (x + k)^-s for x > 0 and s > 1.
ADJ_INLINE vf64 v_zeta_f64(vf64 s, vf64 x) {
  // Bernoulli numbers B₂ⱼ over (2j)!.
  static const double c[] = {
    1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000, 1.0 / 74724249600,
    -3617.0 / 10670622842880000,
  };
  vf64 sum = v_splat_f64(0), y = x;
  for (int k = 0; k < 10; k++, y += 1.0) sum += v_pow_f64(y, -s);
  vf64 power = v_pow_f64(y, -s), inverse = 1.0 / y;
  sum += power * (y / (s - 1.0) + 0.5);
  vf64 term = power * s * inverse;
  for (int j = 0; j < 8; j++) {
    sum = ADJ_MADD(term, v_splat_f64(c[j]), sum);
    term *= (s + (2.0 * j + 1.0)) * (s + (2.0 * j + 2.0)) * inverse * inverse;
  }
  return v_select_f64(x == __builtin_inf(), v_splat_f64(0), sum);
}

/// The derivative of order n of ψ, -(-1)ⁿ·n!·ζ(n + 1, x); below 0, where n + 1 is s, from the terms on both sides of 0. NaN
/// unless n is a whole number from 0 to 170; ±∞ at 0, and NaN at -1, -2, ….
ADJ_INLINE vf64 v_polygamma_f64(vf64 n, vf64 x) {
  vf64 s = n + 1.0, half = 0.5 * s;
  vi64 is_even = v_round_f64(half) == half;
  vi64 negative = x < 0.0;
  vf64 result = v_zeta_f64(s, v_select_f64(negative, 1.0 - (x - v_floor_f64(x)), x));
  if (v_any_f64(negative)) {
    // Σ over x, x + 1, … < 0 is ±(ζ(s, f) - ζ(s, 1 - x)) with f the last of them, turned to positive.
    vf64 part = x - v_floor_f64(x);
    vf64 mirrored = result - v_zeta_f64(s, 1.0 - x);
    vf64 both = v_zeta_f64(s, part) + v_select_f64(is_even, mirrored, -mirrored);
    both = v_select_f64((part == 0.0) | (part != part), v_splat_f64(__builtin_nan("")), both);
    result = v_select_f64(negative, both, result);
  }
  vf64 factorial = v_splat_f64(1);
  for (double k = 2; v_any_f64(n >= k) && k <= 170; k++) factorial = v_select_f64(n >= k, factorial * k, factorial);
  result *= v_select_f64(is_even, factorial, -factorial);
  result = v_select_f64(n == 0.0, v_digamma_f64(x), result);
  return v_select_f64((n >= 0.0) & (n <= 170.0) & (v_round_f64(n) == n), v_select_f64(x != x, x, result),
                      v_splat_f64(__builtin_nan("")));
}

// float32 is computed in float64.
ADJ_INLINE vf32 v_lgamma_f32(vf32 x) {
  vf64 wide[2];
  v_widen_f32(x, wide);
  for (int k = 0; k < 2; k++) wide[k] = v_lgamma_f64(wide[k]);
  return v_narrow_f32(wide);
}
ADJ_INLINE vf32 v_digamma_f32(vf32 x) {
  vf64 wide[2];
  v_widen_f32(x, wide);
  for (int k = 0; k < 2; k++) wide[k] = v_digamma_f64(wide[k]);
  return v_narrow_f32(wide);
}
ADJ_INLINE vf32 v_polygamma_f32(vf32 n, vf32 x) {
  vf64 orders[2], wide[2];
  v_widen_f32(n, orders);
  v_widen_f32(x, wide);
  for (int k = 0; k < 2; k++) wide[k] = v_polygamma_f64(orders[k], wide[k]);
  return v_narrow_f32(wide);
}

#endif
