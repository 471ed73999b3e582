// The kernels for 64-bit ARM.
#if defined(__aarch64__)

#include "table.h"

#define ADJ_ISA neon
#define ADJ_VECTOR_BYTES 16
#define ADJ_FMA 1

#include "kernels.h"

#endif
