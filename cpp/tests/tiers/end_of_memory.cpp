#include "tiers/end_of_memory.hpp"

#include <algorithm>
#include <stdexcept>

// A guard page hides a read of the bytes in front of a block, which AddressSanitizer sees.
#if defined(__SANITIZE_ADDRESS__)
#define KA_GUARD_PAGES 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KA_GUARD_PAGES 0
#endif
#endif
#ifndef KA_GUARD_PAGES
#ifdef _WIN32
#define KA_GUARD_PAGES 0
#else
#define KA_GUARD_PAGES 1
#endif
#endif

#if KA_GUARD_PAGES
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace kafka_architect::tiers {

#if KA_GUARD_PAGES

struct EndOfMemory::Memory {
    explicit Memory(std::size_t most_bytes)
        : guard(static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))),
          readable((most_bytes + guard - 1) / guard * guard),
          pages(
              ::mmap(nullptr, readable + guard, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
        // MAP_FAILED is (void*)-1, an old-style cast.
        if (reinterpret_cast<std::intptr_t>(pages) == -1) {
            throw std::runtime_error("cannot map memory for the checks");
        }
        if (::mprotect(end(), guard, PROT_NONE) != 0) {
            throw std::runtime_error("cannot protect the page behind the memory for the checks");
        }
    }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
    ~Memory() { ::munmap(pages, readable + guard); }

    [[nodiscard]] std::uint8_t* end() const { return static_cast<std::uint8_t*>(pages) + readable; }
    std::uint8_t* last(std::size_t bytes) const {
        if (bytes > readable) {
            throw std::logic_error("a block larger than the checks asked for");
        }
        return end() - bytes;
    }

    std::size_t guard;
    std::size_t readable;
    void* pages;
};

#else

struct EndOfMemory::Memory {
    explicit Memory(std::size_t) {}

    std::uint8_t* last(std::size_t bytes) {
        allocation = std::make_unique<std::uint8_t[]>(bytes);
        return allocation.get();
    }

    std::unique_ptr<std::uint8_t[]> allocation;
};

#endif

EndOfMemory::EndOfMemory(std::size_t most_bytes) : memory_(std::make_unique<Memory>(most_bytes)) {}

EndOfMemory::~EndOfMemory() = default;

std::span<const std::uint8_t> EndOfMemory::copy(std::span<const std::uint8_t> bytes) {
    std::uint8_t* const block = memory_->last(bytes.size());
    std::ranges::copy(bytes, block);
    return {block, bytes.size()};
}

}  // namespace kafka_architect::tiers
