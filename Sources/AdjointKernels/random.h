// Random numbers from Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
//
// Word 4·b + k of a stream is word k of block b: the counter is (b, stream), the key is the seed. A number depends on
// the words of its own block only.

enum { random_batch = 64 };  // blocks made at once

/// Blocks [first, first + blocks), as their words in order; whole vectors of blocks, so up to ADJ_LANES64 - 1 more.
static void philox_blocks(uint64_t seed, uint64_t stream, uint64_t first, size_t blocks, uint32_t *words) {
  // The high half of a 32-bit product needs 64-bit lanes, so each lane holds one word in its low half.
  const uint64_t low = 0xffffffff;
  vu64 lane;
  for (int i = 0; i < ADJ_LANES64; i++) lane[i] = (uint64_t)i;
  for (size_t done = 0; done < blocks; done += ADJ_LANES64) {
    vu64 block = first + done + lane;
    vu64 c0 = block & low, c1 = block >> 32, c2 = u64_splat(stream & low), c3 = u64_splat(stream >> 32);
    uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {  // unrolled, it is plain that every high half is 0
      vu64 a = c0 * 0xd2511f53u, b = c2 * 0xcd9e8d57u;
      c0 = b >> 32 ^ c1 ^ k0;
      c2 = a >> 32 ^ c3 ^ k1;
      c1 = b & low;
      c3 = a & low;
      k0 += 0x9e3779b9u;
      k1 += 0xbb67ae85u;
    }
    vu64 front = c0 | c1 << 32, back = c2 | c3 << 32;
    for (int i = 0; i < ADJ_LANES64; i++) {
      uint64_t block_words[2] = {front[i], back[i]};
      memcpy(words + 4 * (done + (size_t)i), block_words, sizeof block_words);
    }
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

// Box and Muller, "A note on the generation of random normal deviates", Ann. Math. Statist. 29 (1958): two uniform numbers
// u in (0, 1] and v in [0, 1) make two normal ones, sqrt(-2 log u)·cos 2πv and sqrt(-2 log u)·sin 2πv.

static void normal_f32(const uint32_t *words, size_t n, void *out) {
  for (size_t i = 0; i < n; i += 2 * ADJ_LANES32) {
    vu32 first, second;
    for (int lane = 0; lane < ADJ_LANES32; lane++) {
      first[lane] = words[i + 2 * (size_t)lane];
      second[lane] = words[i + 2 * (size_t)lane + 1];
    }
    vf32 u = __builtin_convertvector(first, vf32) * 0x1p-32f + 0x1p-33f;
    vf32 v = __builtin_convertvector((vi32)(second >> 8), vf32) * 0x1p-24f;
    vf32 radius = v_sqrt_f32(-2 * v_log_f32(u)), angle = v * 0x1.921fb6p2f;
    vf32 x = radius * v_cos_f32(angle), y = radius * v_sin_f32(angle);
    for (int lane = 0; lane < ADJ_LANES32; lane++) {
      float pair[2] = {x[lane], y[lane]};
      memcpy((float *)out + i + 2 * (size_t)lane, pair, sizeof pair);
    }
  }
}

static void normal_f64(const uint32_t *words, size_t n, void *out) {
  for (size_t i = 0; i < n; i += 2 * ADJ_LANES64) {
    vu64 first, second;
    for (int lane = 0; lane < ADJ_LANES64; lane++) {
      uint64_t pair[2];
      memcpy(pair, words + 2 * i + 4 * (size_t)lane, sizeof pair);
      first[lane] = pair[0];
      second[lane] = pair[1];
    }
    vf64 u = fraction_f64(first) + 0x1p-53, v = fraction_f64(second);
    vf64 radius = v_sqrt_f64(-2 * v_log_f64(u)), angle = v * 0x1.921fb54442d18p2;
    vf64 x = radius * v_cos_f64(angle), y = radius * v_sin_f64(angle);
    for (int lane = 0; lane < ADJ_LANES64; lane++) {
      double pair[2] = {x[lane], y[lane]};
      memcpy((double *)out + i + 2 * (size_t)lane, pair, sizeof pair);
    }
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
