// SpecialBytes: where a few bytes of meaning (delimiter, quote, line end) stand in a text, one after the
// other.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "simd/targets.hpp"
#if KA_X86
#include <emmintrin.h>
#endif

namespace kafka_architect {

class SpecialBytes {
public:
    SpecialBytes(std::span<const std::uint8_t> text, std::array<std::uint8_t, 3> specials) noexcept
        : text_(text), specials_(specials), found_(text.empty() ? 0 : found_at(0)) {}

    // The place of the next one, and past it; the length of the text where there is no more.
    [[nodiscard]] std::size_t next() noexcept {
        while (found_ == 0) {
            step_ += kStep;
            if (step_ >= text_.size()) {
                return text_.size();
            }
            found_ = found_at(step_);
        }
        const auto bit = static_cast<std::size_t>(std::countr_zero(found_));
        found_ &= found_ - 1;
        return step_ + bit;
    }

private:
    static constexpr std::size_t kStep = 64;

    [[nodiscard]] std::uint64_t found_at(std::size_t place) const noexcept {
        if (text_.size() - place >= kStep) {
            return found_in(text_.data() + place);
        }
        std::array<std::uint8_t, kStep> padded{};  // no special byte is 0
        std::memcpy(padded.data(), text_.data() + place, text_.size() - place);
        return found_in(padded.data());
    }

    [[nodiscard]] std::uint64_t found_in(const std::uint8_t* bytes) const noexcept {
        std::uint64_t found = 0;
#if KA_X86
        const __m128i first = _mm_set1_epi8(static_cast<char>(specials_[0]));
        const __m128i second = _mm_set1_epi8(static_cast<char>(specials_[1]));
        const __m128i third = _mm_set1_epi8(static_cast<char>(specials_[2]));
        for (unsigned i = 0; i < kStep; i += 16) {
            const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + i));
            const __m128i any =
                _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(part, first), _mm_cmpeq_epi8(part, second)),
                             _mm_cmpeq_epi8(part, third));
            found |= static_cast<std::uint64_t>(static_cast<std::uint16_t>(_mm_movemask_epi8(any))) << i;
        }
#else
        for (unsigned i = 0; i < kStep; ++i) {
            const bool special =
                bytes[i] == specials_[0] || bytes[i] == specials_[1] || bytes[i] == specials_[2];
            found |= static_cast<std::uint64_t>(special) << i;
        }
#endif
        return found;
    }

    std::span<const std::uint8_t> text_;
    std::array<std::uint8_t, 3> specials_;
    std::size_t step_ = 0;     // where the 64 bytes begin that were looked at last
    std::uint64_t found_ = 0;  // a bit for each special one of them that was not handed out
};

}  // namespace kafka_architect
