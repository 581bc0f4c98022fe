// Which architectures have vector kernels, for the preprocessor.
#pragma once

#if defined(__x86_64__) || defined(_M_X64)
#define KA_X86 1
#else
#define KA_X86 0
#endif

#if defined(__aarch64__) || defined(_M_ARM64)
#define KA_NEON 1
#else
#define KA_NEON 0
#endif
