// Transposes a square of as many vectors as one has lanes, in registers: first within blocks of 128 bits, where a shuffle
// is cheapest, then whole blocks.

#if ADJ_VECTOR_BYTES == 64
#define ADJ_LOW32(a, b) __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define ADJ_HIGH32(a, b) __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define ADJ_LOW64(a, b) __builtin_shufflevector((vf64)(a), (vf64)(b), 0, 8, 2, 10, 4, 12, 6, 14)
#define ADJ_HIGH64(a, b) __builtin_shufflevector((vf64)(a), (vf64)(b), 1, 9, 3, 11, 5, 13, 7, 15)
#define ADJ_EVEN128(a, b) __builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13)
#define ADJ_ODD128(a, b) __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15)
#elif ADJ_VECTOR_BYTES == 32
#define ADJ_LOW32(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define ADJ_HIGH32(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define ADJ_LOW64(a, b) __builtin_shufflevector((vf64)(a), (vf64)(b), 0, 4, 2, 6)
#define ADJ_HIGH64(a, b) __builtin_shufflevector((vf64)(a), (vf64)(b), 1, 5, 3, 7)
#define ADJ_EVEN128(a, b) __builtin_shufflevector(a, b, 0, 1, 4, 5)
#define ADJ_ODD128(a, b) __builtin_shufflevector(a, b, 2, 3, 6, 7)
#else
#define ADJ_LOW32(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define ADJ_HIGH32(a, b) __builtin_shufflevector(a, b, 2, 6, 3, 7)
#define ADJ_LOW64(a, b) __builtin_shufflevector((vf64)(a), (vf64)(b), 0, 2)
#define ADJ_HIGH64(a, b) __builtin_shufflevector((vf64)(a), (vf64)(b), 1, 3)
#endif

#define ADJ_BLOCKS (ADJ_VECTOR_BYTES / 16)

/// Transposes the blocks of x[0], x[step], x[2·step], …: one vector for each block of a vector.
ADJ_INLINE void ADJ_NAME(transpose_blocks)(vf64 *x, int step) {
#if ADJ_VECTOR_BYTES == 64
  vf64 even01 = ADJ_EVEN128(x[0], x[step]), odd01 = ADJ_ODD128(x[0], x[step]);
  vf64 even23 = ADJ_EVEN128(x[2 * step], x[3 * step]), odd23 = ADJ_ODD128(x[2 * step], x[3 * step]);
  x[0] = ADJ_EVEN128(even01, even23);
  x[step] = ADJ_EVEN128(odd01, odd23);
  x[2 * step] = ADJ_ODD128(even01, even23);
  x[3 * step] = ADJ_ODD128(odd01, odd23);
#elif ADJ_VECTOR_BYTES == 32
  vf64 even = ADJ_EVEN128(x[0], x[step]), odd = ADJ_ODD128(x[0], x[step]);
  x[0] = even;
  x[step] = odd;
#else
  (void)x;
  (void)step;
#endif
}

/// x[i][j] becomes x[j][i].
ADJ_INLINE void ADJ_NAME(transpose_float64)(vf64 x[ADJ_LANES64]) {
#pragma clang loop unroll(full)
  for (int i = 0; i < ADJ_LANES64; i += 2) {
    vf64 low = ADJ_LOW64(x[i], x[i + 1]), high = ADJ_HIGH64(x[i], x[i + 1]);
    x[i] = low;
    x[i + 1] = high;
  }
  ADJ_NAME(transpose_blocks)(x, 2);
  ADJ_NAME(transpose_blocks)(x + 1, 2);
}

/// x[i][j] becomes x[j][i].
ADJ_INLINE void ADJ_NAME(transpose_float32)(vf32 x[ADJ_LANES32]) {
  vf64 y[ADJ_LANES32];
#pragma clang loop unroll(full)
  for (int i = 0; i < ADJ_LANES32; i += 4) {
    vf32 low01 = ADJ_LOW32(x[i], x[i + 1]), high01 = ADJ_HIGH32(x[i], x[i + 1]);
    vf32 low23 = ADJ_LOW32(x[i + 2], x[i + 3]), high23 = ADJ_HIGH32(x[i + 2], x[i + 3]);
    y[i] = ADJ_LOW64(low01, low23);
    y[i + 1] = ADJ_HIGH64(low01, low23);
    y[i + 2] = ADJ_LOW64(high01, high23);
    y[i + 3] = ADJ_HIGH64(high01, high23);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) ADJ_NAME(transpose_blocks)(y + i, 4);
#pragma clang loop unroll(full)
  for (int i = 0; i < ADJ_LANES32; i++) x[i] = (vf32)y[i];
}

#undef ADJ_LOW32
#undef ADJ_HIGH32
#undef ADJ_LOW64
#undef ADJ_HIGH64
#undef ADJ_EVEN128
#undef ADJ_ODD128
#undef ADJ_BLOCKS
