// A vector whose first element begins a cache line, so that a 64-byte load never needs two.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace kafka_architect {

template <typename T>
struct CacheLineAllocator {
    using value_type = T;
    static constexpr std::align_val_t kAlignment{64};

    CacheLineAllocator() = default;
    template <typename U>
    explicit CacheLineAllocator(const CacheLineAllocator<U>& /*other*/) noexcept {}

    T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), kAlignment)); }
    void deallocate(T* memory, std::size_t /*count*/) noexcept { ::operator delete(memory, kAlignment); }

    template <typename U>
    bool operator==(const CacheLineAllocator<U>& /*other*/) const noexcept {
        return true;
    }
};

template <typename T>
using AlignedVector = std::vector<T, CacheLineAllocator<T>>;

}  // namespace kafka_architect
