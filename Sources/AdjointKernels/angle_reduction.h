// Reduction of huge angles (Payne and Hanek, "Radian reduction for trigonometric functions", SIGNUM Newsletter 18, 1983):
// x / 2π modulo 1 in integer arithmetic, from as many bits of 1 / 2π as the exponent of x asks for.
#ifndef ADJOINT_ANGLE_REDUCTION_H
#define ADJOINT_ANGLE_REDUCTION_H

#include <stdint.h>
#include <string.h>

typedef struct {
  double high, low;   // the remainder: high + low has 62 good bits
  uint64_t quotient;  // modulo 2 for half turns, modulo 4 for quarter turns
} adj_reduced_angle;

/// x + quarters·π/2 = quotient·part + remainder, for x >= 2^-12; log2_parts is 1 (a part is π) or 2 (π/2).
/// The remainder lies within half a part of 0, and is NaN where x is not finite.
static inline adj_reduced_angle adj_reduce_angle(double x, uint64_t quarters, int log2_parts) {
  // 64 zero bits, then 1 / 2π.
  static const uint64_t inverse[21] = {
    0, 0x28be60db9391054a, 0x7f09d5f47d4d3770, 0x36d8a5664f10e410, 0x7f9458eaf7aef158, 0x6dc91b8e909374b8,
    0x01924bba82746487, 0x3f877ac72c4a69cf, 0xba208d7d4baed121, 0x3a671c09ad17df90, 0x4e64758e60d4ce7d, 0x272117e2ef7e4a0e,
    0xc7fe25fff7816603, 0xfbcbc462d6829b47, 0xdb4d9fb3c9f2c26d, 0xd3d18fd9a797fa8b, 0x5d49eeb1faf97c5e, 0xcf41ce7de294a4ba,
    0x9afed7ec47e35742, 0x1580cc11bf1edaea, 0xfc33ef0826bd0d87,
  };
  uint64_t bits;
  memcpy(&bits, &x, 8);
  int exponent = (int)(bits >> 52 & 0x7ff) - 1075;
  if (exponent == 2047 - 1075) return (adj_reduced_angle){x - x, 0, 0};
  uint64_t mantissa = (bits & 0xfffffffffffff) | 0x10000000000000;

  // The product of x with all bits of 1 / 2π before this window is a whole number of turns.
  int start = exponent + 64, word = start / 64, shift = start % 64;
  uint64_t window[3];
  for (int i = 0; i < 3; i++)
    window[i] = inverse[word + i] << shift | (shift ? inverse[word + i + 1] >> (64 - shift) : 0);
  unsigned __int128 low = (unsigned __int128)mantissa * window[2];
  unsigned __int128 turns = ((unsigned __int128)(mantissa * window[0]) << 64) + (unsigned __int128)mantissa * window[1];
  turns += low >> 64;
  turns += (unsigned __int128)quarters << 126;

  // What is left after whole parts, as a fraction of a part: signed, with 128 bits.
  unsigned __int128 fraction = turns << log2_parts;
  unsigned negative = (unsigned)(fraction >> 127);
  uint64_t quotient = (uint64_t)(turns >> (128 - log2_parts)) + negative;
  if (negative) fraction = -fraction;
  if (fraction == 0) return (adj_reduced_angle){0, 0, quotient};
  int zeros = fraction >> 64 ? __builtin_clzll((uint64_t)(fraction >> 64)) : 64 + __builtin_clzll((uint64_t)fraction);
  uint64_t leading = (uint64_t)(fraction << zeros >> 64);
  uint64_t product = (uint64_t)((unsigned __int128)leading * 0xc90fdaa22168c235u >> 65);  // times π·2^62
  uint64_t scale_bits = (uint64_t)(1023 - 60 - zeros - log2_parts) << 52;
  double scale;
  memcpy(&scale, &scale_bits, 8);
  if (negative) scale = -scale;
  uint64_t rest = product & 0x3ff;
  return (adj_reduced_angle){(double)(int64_t)(product - rest) * scale, (double)(int64_t)rest * scale, quotient};
}

#endif
