// Chains: elementwise steps of one type whose value stays in machine registers from one link to the next.
//
// A chain has two values, x and y, of a block of vectors each. Each link loads, computes or stores x; AdjLinkPush moves it
// to y. Every element is computed as the kernel of the operation computes it, so it has the same bits.

/// Vectors of a block: so many that a link's work outweighs the jump to it, and that both values fit the registers.
enum { chain_width = ADJ_VECTOR_BYTES == 64 ? 8 : 4 };

#define ADJ_CHAIN_VECTORS(...) \
  _Pragma("clang loop unroll(full)") for (int k = 0; k < chain_width; k++) { __VA_ARGS__ } \
  break;

#define ADJ_CHAIN_UNARY(type, name, formula) \
  case ADJ_CHAIN_CODE(AdjLinkUnary, AdjUnary##name): \
    ADJ_CHAIN_VECTORS(type##_vector x = value[k]; value[k] = (formula);)
#define ADJ_CHAIN_BINARY(type, name, formula) \
  case ADJ_CHAIN_CODE(AdjLinkLeft, AdjBinary##name): \
    ADJ_CHAIN_VECTORS(type##_vector a = value[k], b = type##_load(at + k * type##_lanes); value[k] = (formula);) \
  case ADJ_CHAIN_CODE(AdjLinkRight, AdjBinary##name): \
    ADJ_CHAIN_VECTORS(type##_vector a = type##_load(at + k * type##_lanes), b = value[k]; value[k] = (formula);) \
  case ADJ_CHAIN_CODE(AdjLinkLeftOfSingle, AdjBinary##name): { \
    const type##_vector b = type##_splat(*(const type##_element *)(const void *)link->at); \
    ADJ_CHAIN_VECTORS(type##_vector a = value[k]; value[k] = (formula);) \
  } \
  case ADJ_CHAIN_CODE(AdjLinkRightOfSingle, AdjBinary##name): { \
    const type##_vector a = type##_splat(*(const type##_element *)(const void *)link->at); \
    ADJ_CHAIN_VECTORS(type##_vector b = value[k]; value[k] = (formula);) \
  } \
  case ADJ_CHAIN_CODE(AdjLinkLeftOfPushed, AdjBinary##name): \
    ADJ_CHAIN_VECTORS(type##_vector a = value[k], b = pushed[k]; value[k] = (formula);) \
  case ADJ_CHAIN_CODE(AdjLinkRightOfPushed, AdjBinary##name): \
    ADJ_CHAIN_VECTORS(type##_vector a = pushed[k], b = value[k]; value[k] = (formula);)

#define ADJ_CHAIN_KERNEL(type) \
  /* Whole blocks. */ \
  static void chain_blocks_##type(const adj_link *links, size_t count, size_t n) { \
    for (size_t i = 0; i < n; i += chain_width * type##_lanes) { \
      type##_vector value[chain_width], pushed[chain_width]; \
      for (const adj_link *link = links; link < links + count; link++) { \
        type##_element *at = (type##_element *)(void *)link->at + i; \
        switch (link->code) { \
          case ADJ_CHAIN_CODE(AdjLinkLoad, 0): ADJ_CHAIN_VECTORS(value[k] = type##_load(at + k * type##_lanes);) \
          case ADJ_CHAIN_CODE(AdjLinkPush, 0): \
            ADJ_CHAIN_VECTORS(pushed[k] = value[k]; value[k] = type##_load(at + k * type##_lanes);) \
          case ADJ_CHAIN_CODE(AdjLinkLoadSingle, 0): \
            ADJ_CHAIN_VECTORS(value[k] = type##_splat(*(const type##_element *)(const void *)link->at);) \
          case ADJ_CHAIN_CODE(AdjLinkPushSingle, 0): \
            ADJ_CHAIN_VECTORS(pushed[k] = value[k]; value[k] = type##_splat(*(const type##_element *)(const void *)link->at);) \
          case ADJ_CHAIN_CODE(AdjLinkStore, 0): \
            ADJ_CHAIN_VECTORS(memcpy(at + k * type##_lanes, &value[k], sizeof value[k]);) \
          ADJ_UNARY_ARITHMETIC(ADJ_CHAIN_UNARY, type) \
          ADJ_BINARY_ARITHMETIC(ADJ_CHAIN_BINARY, type) \
          default: break; \
        } \
      } \
    } \
  } \
  static void chain_##type(const adj_link *links, size_t count, size_t n) { \
    enum { block = chain_width * type##_lanes }; \
    const size_t rest = n % block, done = n - rest; \
    chain_blocks_##type(links, count, done); \
    if (rest == 0) return; \
    adj_link own[AdjLongestChain]; \
    /* A block may overlap the one before it, which computes some elements twice, unless they are written where they are read. */ \
    if (done && !chain_is_in_place(links, count)) { \
      for (size_t k = 0; k < count; k++) { \
        own[k] = links[k]; \
        if (own[k].moves) own[k].at += (n - block) * sizeof(type##_element); \
      } \
      chain_blocks_##type(own, count, block); \
      return; \
    } \
    /* The rest lies in copies, one for each address, that are as long as a block. */ \
    type##_element copies[AdjLongestChain][block]; \
    for (size_t k = 0; k < count; k++) { \
      own[k] = links[k]; \
      if (!links[k].moves) continue; \
      size_t same = 0; \
      while (!links[same].moves || links[same].at != links[k].at) same++; \
      own[k].at = (char *)copies[same]; \
      if (same < k) continue; \
      for (size_t i = rest; i < block; i++) copies[k][i] = 1; \
      memcpy(copies[k], (const type##_element *)(const void *)links[k].at + done, rest * sizeof(type##_element)); \
    } \
    chain_blocks_##type(own, count, block); \
    for (size_t k = 0; k < count; k++) \
      if (links[k].code == ADJ_CHAIN_CODE(AdjLinkStore, 0)) \
        memcpy((type##_element *)(void *)links[k].at + done, own[k].at, rest * sizeof(type##_element)); \
  }

/// Whether a link writes where one before it reads.
static bool chain_is_in_place(const adj_link *links, size_t count) {
  for (size_t k = 0; k < count; k++) {
    if (links[k].code != ADJ_CHAIN_CODE(AdjLinkStore, 0)) continue;
    for (size_t j = 0; j < k; j++)
      if (links[j].moves && links[j].at == links[k].at) return true;
  }
  return false;
}

ADJ_CHAIN_KERNEL(f32)
ADJ_CHAIN_KERNEL(f64)

static adj_chain_kernel ADJ_NAME(find_chain)(AdjDType type) {
  return type == AdjDTypeFloat32 ? chain_f32 : type == AdjDTypeFloat64 ? chain_f64 : NULL;
}
