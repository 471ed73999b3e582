// Random numbers from Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
//
// Word 4·b + k of a stream is word k of block b: the counter is (b, stream), the key is the seed. A number depends on
// the words of its own block only.

enum { random_batch = 64 };  // blocks made at once

// The even lanes of two vectors, alternately, and the odd ones. Both undo themselves: from (x, y) come (EVEN, ODD), and from
// those (x, y) again.
#if ADJ_VECTOR_BYTES == 64
#define ADJ_EVEN64(a, b) __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14)
#define ADJ_ODD64(a, b) __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15)
#elif ADJ_VECTOR_BYTES == 32
#define ADJ_EVEN64(a, b) __builtin_shufflevector(a, b, 0, 4, 2, 6)
#define ADJ_ODD64(a, b) __builtin_shufflevector(a, b, 1, 5, 3, 7)
#else
#define ADJ_EVEN64(a, b) __builtin_shufflevector(a, b, 0, 2)
#define ADJ_ODD64(a, b) __builtin_shufflevector(a, b, 1, 3)
#endif

/// Blocks [first, first + blocks), as their words in order; whole vectors of blocks, so up to ADJ_LANES64 - 1 more.
static void philox_blocks(uint64_t seed, uint64_t stream, uint64_t first, size_t blocks, uint32_t *words) {
  // The high half of a 32-bit product needs 64-bit lanes. Each lane makes a block: the even lanes those of the first half.
  const uint64_t low = 0xffffffff;
  vu64 number;
  for (int i = 0; i < ADJ_LANES64; i++) number[i] = (uint64_t)(i / 2 + i % 2 * (ADJ_LANES64 / 2));
  for (size_t done = 0; done < blocks; done += ADJ_LANES64) {
    // What is above the low 32 bits of a word does not matter until the end.
    vu64 block = first + done + number;
    vu64 c0 = block, c1 = block >> 32, c2 = u64_splat(stream), c3 = u64_splat(stream >> 32);
    uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      vu64 a = (c0 & low) * 0xd2511f53u, b = (c2 & low) * 0xcd9e8d57u;
      c0 = b >> 32 ^ c1 ^ k0;
      c2 = a >> 32 ^ c3 ^ k1;
      c1 = b;
      c3 = a;
      k0 += 0x9e3779b9u;
      k1 += 0xbb67ae85u;
    }
    vu64 front = (c0 & low) | c1 << 32, back = (c2 & low) | c3 << 32;
    vu64 halves[2] = {ADJ_EVEN64(front, back), ADJ_ODD64(front, back)};
    memcpy(words + 4 * done, halves, sizeof halves);
  }
}

// MARK: Distributions: from the words of some blocks to their elements, in whole vectors

static void bits_of_words(const uint32_t *words, size_t n, void *out) { memcpy(out, words, n * sizeof *words); }

static void uniform_f32(const uint32_t *words, size_t n, void *out) {
  for (size_t i = 0; i < n; i += ADJ_LANES32) {
    vf32 y = __builtin_convertvector((vi32)(u32_load(words + i) >> 8), vf32) * 0x1p-24f;
    memcpy((float *)out + i, &y, sizeof y);
  }
}

/// The 53 high bits as a fraction in [0, 1): 52 of them as that of a number in [1, 2), and then the last one, because
/// few machines convert 64-bit integers.
ADJ_INLINE vf64 fraction_f64(vu64 bits) {
  vf64 most = (vf64)(bits >> 12 | 0x3ff0000000000000) - 1.0;
  vf64 last = (vf64)(-(bits >> 11 & 1) & 0x3ca0000000000000);  // 0 or 2^-53
  return most + last;
}

static void uniform_f64(const uint32_t *words, size_t n, void *out) {
  for (size_t i = 0; i < n; i += ADJ_LANES64) {
    vf64 y = fraction_f64((vu64)u32_load(words + 2 * i));
    memcpy((double *)out + i, &y, sizeof y);
  }
}

// Box and Muller, "A note on the generation of random normal deviates", Ann. Math. Statist. 29 (1958): two uniform
// numbers u in (0, 1] and v in [0, 1) make two normal ones, sqrt(-2 log u)·cos 2πv and sqrt(-2 log u)·sin 2πv.

static void normal_f32(const uint32_t *words, size_t n, void *out) {
  for (size_t i = 0; i < n; i += 2 * ADJ_LANES32) {
    // A 64-bit lane is a pair of words. Of two vectors of pairs, one takes the even 32-bit lanes and one the odd lanes.
    const uint64_t low = 0xffffffff;
    vu64 even = (vu64)u32_load(words + i), odd = (vu64)u32_load(words + i + ADJ_LANES32);
    vu32 first = (vu32)((even & low) | odd << 32), second = (vu32)(even >> 32 | (odd & ~low));
    vf32 u = __builtin_convertvector(first, vf32) * 0x1p-32f + 0x1p-33f;
    vf32 v = __builtin_convertvector((vi32)(second >> 8), vf32) * 0x1p-24f;
    vf32 radius = v_sqrt_f32(-2 * v_log_f32(u)), angle = v * 0x1.921fb6p2f;
    vu64 x = (vu64)(radius * v_cos_f32(angle)), y = (vu64)(radius * v_sin_f32(angle));
    vu64 pairs[2] = {(x & low) | y << 32, x >> 32 | (y & ~low)};
    memcpy((float *)out + i, pairs, sizeof pairs);
  }
}

static void normal_f64(const uint32_t *words, size_t n, void *out) {
  for (size_t i = 0; i < n; i += 2 * ADJ_LANES64) {
    vu64 before = (vu64)u32_load(words + 2 * i), after = (vu64)u32_load(words + 2 * i + ADJ_LANES32);
    vf64 u = fraction_f64(ADJ_EVEN64(before, after)) + 0x1p-53, v = fraction_f64(ADJ_ODD64(before, after));
    vf64 radius = v_sqrt_f64(-2 * v_log_f64(u)), angle = v * 0x1.921fb54442d18p2;
    vf64 x = radius * v_cos_f64(angle), y = radius * v_sin_f64(angle);
    vf64 pairs[2] = {ADJ_EVEN64(x, y), ADJ_ODD64(x, y)};
    memcpy((double *)out + i, pairs, sizeof pairs);
  }
}

// MARK: Any range of elements

static void random_elements(void (*make)(const uint32_t *, size_t, void *), size_t element_size, uint64_t seed,
                            uint64_t stream, uint64_t first, size_t n, void *out) {
  uint32_t words[4 * random_batch];
  double elements[2 * random_batch];  // room for as many bytes
  const size_t in_block = 16 / element_size;
  while (n) {
    size_t skip = first % in_block;
    size_t count = random_batch * in_block - skip < n ? random_batch * in_block - skip : n;
    philox_blocks(seed, stream, first / in_block, (skip + count + in_block - 1) / in_block, words);
    make(words, skip + count, elements);
    memcpy(out, (const char *)elements + skip * element_size, count * element_size);
    out = (char *)out + count * element_size;
    first += count;
    n -= count;
  }
}

static void ADJ_NAME(random_uniform)(AdjDType type, uint64_t seed, uint64_t stream, uint64_t first, size_t n, void *out) {
  if (type == AdjDTypeFloat64) random_elements(uniform_f64, sizeof(double), seed, stream, first, n, out);
  else random_elements(uniform_f32, sizeof(float), seed, stream, first, n, out);
}

static void ADJ_NAME(random_normal)(AdjDType type, uint64_t seed, uint64_t stream, uint64_t first, size_t n, void *out) {
  if (type == AdjDTypeFloat64) random_elements(normal_f64, sizeof(double), seed, stream, first, n, out);
  else random_elements(normal_f32, sizeof(float), seed, stream, first, n, out);
}

static void ADJ_NAME(random_bits)(uint64_t seed, uint64_t stream, uint64_t first, size_t n, uint32_t *out) {
  random_elements(bits_of_words, sizeof(uint32_t), seed, stream, first, n, out);
}

#undef ADJ_EVEN64
#undef ADJ_ODD64
