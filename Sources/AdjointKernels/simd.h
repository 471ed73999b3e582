// The vectors of one instruction set. Included by each of baseline.c, avx2.c, avx512.c and neon.c, which define
// ADJ_ISA (a suffix for names), ADJ_VECTOR_BYTES and ADJ_FMA (1 where a·b + c is one instruction).
// Everything is written with clang's vector extensions: no intrinsics, so that one source serves every machine.

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "AdjointKernels.h"

#define ADJ_JOIN_(a, b) a##_##b
#define ADJ_JOIN(a, b) ADJ_JOIN_(a, b)
/// The name of something in this instruction set: ADJ_NAME(exp_table) is exp_table_avx512.
#define ADJ_NAME(name) ADJ_JOIN(name, ADJ_ISA)
#define ADJ_INLINE static inline __attribute__((always_inline))

// A product followed by a sum is fused only where the code says so (ADJ_MADD), because some of it needs the rounding.
#pragma STDC FP_CONTRACT OFF

typedef float vf32 __attribute__((vector_size(ADJ_VECTOR_BYTES)));
typedef int32_t vi32 __attribute__((vector_size(ADJ_VECTOR_BYTES)));
typedef uint32_t vu32 __attribute__((vector_size(ADJ_VECTOR_BYTES)));
typedef double vf64 __attribute__((vector_size(ADJ_VECTOR_BYTES)));
typedef int64_t vi64 __attribute__((vector_size(ADJ_VECTOR_BYTES)));
typedef uint64_t vu64 __attribute__((vector_size(ADJ_VECTOR_BYTES)));

#define ADJ_LANES32 (ADJ_VECTOR_BYTES / 4)
#define ADJ_LANES64 (ADJ_VECTOR_BYTES / 8)

/// a·b + c, in one rounding where the machine has the instruction and in two elsewhere.
#if ADJ_FMA
#define ADJ_MADD(a, b, c) __builtin_elementwise_fma((a), (b), (c))
#else
#define ADJ_MADD(a, b, c) ((a) * (b) + (c))
#endif
