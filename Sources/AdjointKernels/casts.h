// Conversions between types of elements.

// MARK: What is read: a value of one of the types float, double, int32_t and int64_t that holds it exactly

ADJ_INLINE uint32_t bits_of_float(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

ADJ_INLINE float float_of_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

ADJ_INLINE uint64_t bits_of_double(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

ADJ_INLINE double double_of_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

ADJ_INLINE float read_float32(float x) { return x; }
ADJ_INLINE double read_float64(double x) { return x; }
ADJ_INLINE int32_t read_int32(int32_t x) { return x; }
ADJ_INLINE int64_t read_int64(int64_t x) { return x; }
ADJ_INLINE int32_t read_boolean(uint8_t x) { return x; }
ADJ_INLINE float read_bfloat16(uint16_t x) { return float_of_bits((uint32_t)x << 16); }

ADJ_INLINE float read_float16(uint16_t x) {
  // The fields moved to their places in a float, whose exponent is then too small by 127 - 15: the product mends it,
  // and makes subnormal numbers normal.
  uint32_t magnitude = x & 0x7fff;
  uint32_t bits = bits_of_float(float_of_bits(magnitude << 13) * 0x1p112f);
  uint32_t special = magnitude >= 0x7c00 ? 0x7f800000 : 0;
  return float_of_bits(bits | special | (uint32_t)(x & 0x8000) << 16);
}

// MARK: What is written

ADJ_INLINE uint16_t float16_from_float(float x) {
  uint32_t sign = bits_of_float(x) >> 16 & 0x8000, magnitude = bits_of_float(x) & 0x7fffffff;
  // The last place of 0.5 is the least subnormal number of a float16, so this sum rounds to a multiple of it.
  uint32_t subnormal = bits_of_float(float_of_bits(magnitude) + 0.5f) - bits_of_float(0.5f);
  uint32_t normal = (magnitude + 0xfff + (magnitude >> 13 & 1) - (112u << 23)) >> 13;
  uint32_t finite = magnitude < bits_of_float(0x1p-14f) ? subnormal : normal < 0x7c00 ? normal : 0x7c00;
  uint32_t result = magnitude > 0x7f800000 ? 0x7e00 | (magnitude >> 13 & 0x3ff) : finite;
  return (uint16_t)(sign | result);
}

ADJ_INLINE uint16_t bfloat16_from_float(float x) {
  uint32_t bits = bits_of_float(x);
  uint32_t finite = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
  uint32_t nan = bits >> 16 | 0x40;
  return (uint16_t)((bits & 0x7fffffff) > 0x7f800000 ? nan : finite);
}

/// `x` rounded to a narrower format, so that its conversion to float, and from there to the format, is exact: rounding
/// twice would be wrong. Numbers below `least_normal` become multiples of the last place of `magic`, the others lose
/// `dropped` bits.
ADJ_INLINE float rounded_for(double x, double least_normal, double magic, unsigned dropped) {
  uint64_t bits = bits_of_double(x), sign = bits & (1ull << 63);
  double magnitude = double_of_bits(bits ^ sign);
  double subnormal = magnitude + magic - magic;
  uint64_t kept = (bits ^ sign) + (1ull << (dropped - 1)) - 1 + (bits >> dropped & 1);
  double normal = double_of_bits(kept >> dropped << dropped);
  double rounded = magnitude < least_normal ? subnormal : normal;
  return (float)(x != x ? x : double_of_bits(bits_of_double(rounded) | sign));
}

ADJ_INLINE uint16_t float16_from_double(double x) {
  return float16_from_float(rounded_for(x, 0x1p-14, 0x1.8p28, 42));
}

ADJ_INLINE uint16_t bfloat16_from_double(double x) {
  return bfloat16_from_float(rounded_for(x, 0x1p-126, 0x1.8p-81, 45));
}

/// `x` as a double; one that does not fit becomes the odd one of the two multiples of 2^11 around it, so that a later
/// rounding to few bits comes out right.
ADJ_INLINE double double_rounded_to_odd(int64_t x) {
  int64_t odd = (x & ~0x7ffll) | ((x & 0x7ff) ? 0x800 : 0);
  return (double)(x >= -(1ll << 53) && x <= 1ll << 53 ? x : odd);
}

// The least integer and 2^(bits - 1) are exact in every floating-point type; whatever lies between converts.
ADJ_INLINE int32_t int32_from_float(float x) {
  return x != x ? 0 : x < -0x1p31f ? INT32_MIN : x >= 0x1p31f ? INT32_MAX : (int32_t)x;
}
ADJ_INLINE int32_t int32_from_double(double x) {
  return x != x ? 0 : x < -0x1p31 ? INT32_MIN : x >= 0x1p31 ? INT32_MAX : (int32_t)x;
}
ADJ_INLINE int64_t int64_from_float(float x) {
  return x != x ? 0 : x < -0x1p63f ? INT64_MIN : x >= 0x1p63f ? INT64_MAX : (int64_t)x;
}
ADJ_INLINE int64_t int64_from_double(double x) {
  return x != x ? 0 : x < -0x1p63 ? INT64_MIN : x >= 0x1p63 ? INT64_MAX : (int64_t)x;
}

#define write_float32(x) ((float)(x))
#define write_float64(x) ((double)(x))
#define write_int32(x) \
  _Generic((x), float: int32_from_float((float)(x)), double: int32_from_double((double)(x)), default: (int32_t)(x))
#define write_int64(x) \
  _Generic((x), float: int64_from_float((float)(x)), double: int64_from_double((double)(x)), default: (int64_t)(x))
#define write_boolean(x) ((uint8_t)((x) != 0))
#define write_float16(x) \
  _Generic((x), float: float16_from_float((float)(x)), int32_t: float16_from_double((double)(x)), \
           double: float16_from_double((double)(x)), int64_t: float16_from_double(double_rounded_to_odd((int64_t)(x))))
#define write_bfloat16(x) \
  _Generic((x), float: bfloat16_from_float((float)(x)), int32_t: bfloat16_from_double((double)(x)), \
           double: bfloat16_from_double((double)(x)), int64_t: bfloat16_from_double(double_rounded_to_odd((int64_t)(x))))

// MARK: The kernels

// Element i of the output depends on element i of the input alone, also where they are the same array. Where the optimizer
// is not allowed to vectorize, as under a sanitizer, that is no reason to warn.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpass-failed"

#define ADJ_CAST_KERNEL(from, from_element, to, to_element) \
  static void cast_##from##_to_##to(void *out, const void *const *in, unsigned broadcast, size_t n) { \
    const from_element *x = in[0]; \
    to_element *o = out; \
    if (n == 0) return; \
    if (broadcast & 1) { \
      to_element y = write_##to(read_##from(x[0])); \
      for (size_t i = 0; i < n; i++) o[i] = y; \
      return; \
    } \
    _Pragma("clang loop vectorize(assume_safety)") \
    for (size_t i = 0; i < n; i++) o[i] = write_##to(read_##from(x[i])); \
  }

/// ROW(type, element) for each type, and the same with what comes before it.
#define ADJ_CAST_TYPES(ROW, ...) \
  ROW(__VA_ARGS__, float32, float) \
  ROW(__VA_ARGS__, float64, double) \
  ROW(__VA_ARGS__, int32, int32_t) \
  ROW(__VA_ARGS__, int64, int64_t) \
  ROW(__VA_ARGS__, boolean, uint8_t) \
  ROW(__VA_ARGS__, float16, uint16_t) \
  ROW(__VA_ARGS__, bfloat16, uint16_t)

ADJ_CAST_TYPES(ADJ_CAST_KERNEL, float32, float)
ADJ_CAST_TYPES(ADJ_CAST_KERNEL, float64, double)
ADJ_CAST_TYPES(ADJ_CAST_KERNEL, int32, int32_t)
ADJ_CAST_TYPES(ADJ_CAST_KERNEL, int64, int64_t)
ADJ_CAST_TYPES(ADJ_CAST_KERNEL, boolean, uint8_t)
ADJ_CAST_TYPES(ADJ_CAST_KERNEL, float16, uint16_t)
ADJ_CAST_TYPES(ADJ_CAST_KERNEL, bfloat16, uint16_t)

#pragma clang diagnostic pop

#define ADJ_CAST_ENTRY(from, to, element) cast_##from##_to_##to,
static adj_kernel ADJ_NAME(find_cast)(AdjDType from, AdjDType to) {
  // In the order of AdjDType.
  static const adj_kernel kernels[7][7] = {
    {ADJ_CAST_TYPES(ADJ_CAST_ENTRY, float32)}, {ADJ_CAST_TYPES(ADJ_CAST_ENTRY, float64)},
    {ADJ_CAST_TYPES(ADJ_CAST_ENTRY, int32)},   {ADJ_CAST_TYPES(ADJ_CAST_ENTRY, int64)},
    {ADJ_CAST_TYPES(ADJ_CAST_ENTRY, boolean)},    {ADJ_CAST_TYPES(ADJ_CAST_ENTRY, float16)},
    {ADJ_CAST_TYPES(ADJ_CAST_ENTRY, bfloat16)},
  };
  return kernels[from][to];
}
