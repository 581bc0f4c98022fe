// The one body of the vector kernels. Each kernels_<tier>.cpp includes it once, inside its target region
// and its own namespace, after defining what the body is made of:
//
// - kWidth: 32-bit lanes per register, 4, 8 or 16; kAllLanes: a bit for each;
// - Word: a register of kWidth words; Mask: a choice per lane;
// - broadcast, load, store: one value in all lanes; kWidth words from and to memory;
// - add, sub, mul, mul_high, bit_xor, bit_and, shift_right, shift_right_by, rotate_left;
// - less, equal (unsigned), both, either, bits_of; select(mask, if_set, otherwise); largest, smallest;
// - load_column: 16 bytes of each of kWidth keys, as four registers of words in key order;
// - gather_bytes: the byte at each of kWidth places of a table;
// - match_line_ends, append_positions: 64 bytes to bit masks, a bit mask to positions;
// - append_lanes: base + lane for each bit, may write kWidth places;
// - count_trailing_zeros; match_eight, subtract_one_from_eight: over eight 64-bit counters.
//
// No lambdas and nothing from the standard library is instantiated in here: code that the linker may share
// between files must not be compiled for one instruction set (it crashed older CPUs).

// Keys longer than this are hashed one by one: among sixteen keys one long one would idle fifteen lanes.
constexpr std::uint32_t kLongestVectorKey = 256;
constexpr std::uint32_t kColumnBytes = 16;
static_assert(kLongestVectorKey + kColumnBytes <= kReadPadding);

// The state of kWidth keys while their words go by.
struct HashState {
    Word murmur2;
    Word lane_a;
    Word lane_b;
};

inline Word mix(Word word) {
    const Word multiplier = broadcast(kMurmur2Multiplier);
    word = mul(word, multiplier);
    word = bit_xor(word, shift_right<24>(word));
    return mul(word, multiplier);
}

inline Word step_a(Word lane, Word mixed) {
    return mul(rotate_left<kFingerprintRotationA>(bit_xor(lane, mixed)), broadcast(kFingerprintMultiplierA));
}

inline Word step_b(Word lane, Word mixed) {
    return mul(rotate_left<kFingerprintRotationB>(add(lane, mixed)), broadcast(kFingerprintMultiplierB));
}

// A word that every key has in full.
template <Wanted kWanted>
inline void take_word(HashState& state, Word word) {
    const Word mixed = mix(word);
    if constexpr (kWanted != Wanted::fingerprint) {
        state.murmur2 = bit_xor(mul(state.murmur2, broadcast(kMurmur2Multiplier)), mixed);
    }
    if constexpr (kWanted != Wanted::murmur2) {
        state.lane_a = step_a(state.lane_a, mixed);
        state.lane_b = step_b(state.lane_b, mixed);
    }
}

// A word that some keys have in full, some as a tail of 1 to 3 bytes (`tail_bits` marks them), some not.
template <Wanted kWanted>
inline void take_ragged_word(HashState& state, Word word, Mask full, Mask tail, Word tail_bits) {
    word = select(tail, bit_and(word, tail_bits), word);
    const Word mixed = mix(word);
    if constexpr (kWanted != Wanted::fingerprint) {
        const Word multiplier = broadcast(kMurmur2Multiplier);
        const Word as_full = bit_xor(mul(state.murmur2, multiplier), mixed);
        const Word as_tail = mul(bit_xor(state.murmur2, word), multiplier);
        state.murmur2 = select(full, as_full, select(tail, as_tail, state.murmur2));
    }
    if constexpr (kWanted != Wanted::murmur2) {
        const Mask any = either(full, tail);
        state.lane_a = select(any, step_a(state.lane_a, mixed), state.lane_a);
        state.lane_b = select(any, step_b(state.lane_b, mixed), state.lane_b);
    }
}

inline Word murmur2_finished(Word hash) {
    hash = bit_xor(hash, shift_right<13>(hash));
    hash = mul(hash, broadcast(kMurmur2Multiplier));
    return bit_xor(hash, shift_right<15>(hash));
}

inline void store_fingerprint(const HashState& state, std::uint32_t* high_out, std::uint32_t* low_out) {
    Word high = add(state.lane_a, rotate_left<16>(state.lane_b));
    high = bit_xor(high, shift_right<16>(high));
    high = mul(high, broadcast(kFingerprintFinishA));
    high = bit_xor(high, shift_right<13>(high));
    high = mul(high, broadcast(kFingerprintFinishB));
    high = bit_xor(high, shift_right<16>(high));
    Word low = bit_xor(state.lane_b, mul(high, broadcast(kFingerprintMultiplierA)));
    low = bit_xor(low, shift_right<15>(low));
    low = mul(low, broadcast(kFingerprintFinishB));
    low = bit_xor(low, shift_right<14>(low));
    low = mul(low, broadcast(kFingerprintFinishA));
    low = bit_xor(low, shift_right<16>(low));
    store(high_out, high);
    store(low_out, low);
}

// Hashes keys [i, i + kWidth) of the batch, none longer than kLongestVectorKey.
template <Wanted kWanted>
inline void hash_group(const KeyBatch& batch, std::size_t i, std::uint32_t longest, HashColumns out) {
    const Word lengths = load(batch.lengths + i);
    const Word words = shift_right<2>(lengths);
    const Word tail_bytes = bit_and(lengths, broadcast(3));
    const Mask has_tail = less(broadcast(0), tail_bytes);
    // 1 -> 0xff, 2 -> 0xffff, 3 -> 0xffffff: all ones shifted right by 32 - 8 n bits.
    const Word tail_bits =
        shift_right_by(broadcast(0xffffffffU), sub(broadcast(32), mul(tail_bytes, broadcast(8))));
    const std::uint32_t full_words = smallest(words);
    const std::uint32_t last_word = (longest + 3) / 4;
    HashState state{.murmur2 = bit_xor(broadcast(kMurmur2Seed), lengths),
                    .lane_a = bit_xor(broadcast(kFingerprintSeedA), lengths),
                    .lane_b = add(broadcast(kFingerprintSeedB), lengths)};
    for (std::uint32_t first = 0; first < last_word; first += kColumnBytes / 4) {
        Word column[4];
        load_column(batch.bytes + std::size_t{first} * 4, batch.starts + i, column);
        for (std::uint32_t k = 0; k < 4; ++k) {
            const std::uint32_t index = first + k;
            if (index < full_words) {
                take_word<kWanted>(state, column[k]);
            } else if (index < last_word) {
                const Word at = broadcast(index);
                take_ragged_word<kWanted>(state, column[k], less(at, words), both(equal(at, words), has_tail),
                                          tail_bits);
            }
        }
    }
    if constexpr (kWanted != Wanted::fingerprint) {
        store(out.partitioner + i, murmur2_finished(state.murmur2));
    }
    if constexpr (kWanted != Wanted::murmur2) {
        store_fingerprint(state, out.fingerprint_high + i, out.fingerprint_low + i);
    }
}

template <Wanted kWanted>
void hash_batch(const KeyBatch& batch, HashColumns out) noexcept {
    std::size_t i = 0;
    for (; i + kWidth <= batch.size; i += kWidth) {
        const std::uint32_t longest = largest(load(batch.lengths + i));
        const std::uint64_t last_read =
            std::uint64_t{largest(load(batch.starts + i))} + longest + kColumnBytes;
        if (longest <= kLongestVectorKey && last_read <= batch.readable) {
            hash_group<kWanted>(batch, i, longest, out);
        } else {
            hash_one_by_one(batch, i, i + kWidth, kWanted, out);
        }
    }
    hash_one_by_one(batch, i, batch.size, kWanted, out);
}

LineScan find_line_ends(const std::uint8_t* data, std::size_t begin, std::size_t end,
                        std::uint32_t* line_starts, std::size_t capacity) noexcept {
    LineScan scan{.lines = 0, .next = begin, .carriage_return = false};
    std::uint64_t carriage_returns = 0;
    while (scan.next + 64 <= end && scan.lines + 64 <= capacity) {
        const LineMasks found = match_line_ends(data + scan.next);
        carriage_returns |= found.carriage_returns;
        // Stores some more positions than it found; the next ones overwrite them.
        scan.lines += append_positions(found.line_feeds, static_cast<std::uint32_t>(scan.next) + 1,
                                       line_starts + scan.lines);
        scan.next += 64;
    }
    scan.carriage_return = carriage_returns != 0;
    // The last bytes of the block, or the last places of the output: every tier fills the same number.
    scan_byte_by_byte(data, end, line_starts, capacity, scan);
    return scan;
}

void remainders(const std::uint32_t* values, std::size_t count, const Remainder& remainder,
                std::uint32_t* out) noexcept {
    const Word multiplier = broadcast(remainder.multiplier());
    const Word divisor = broadcast(remainder.divisor());
    const Word first_shift = broadcast(remainder.first_shift());
    const Word second_shift = broadcast(remainder.second_shift());
    std::size_t i = 0;
    for (; i + kWidth <= count; i += kWidth) {
        const Word value = load(values + i);
        const Word high = mul_high(value, multiplier);
        const Word quotient =
            shift_right_by(add(high, shift_right_by(sub(value, high), first_shift)), second_shift);
        store(out + i, sub(value, mul(quotient, divisor)));
    }
    for (; i < count; ++i) {
        out[i] = remainder(values[i]);
    }
}

std::size_t select_up_to(const std::uint32_t* values, std::size_t count, std::uint32_t limit,
                         std::uint32_t* out) noexcept {
    std::size_t selected = 0;
    std::size_t i = 0;
    for (; i + kWidth <= count; i += kWidth) {
        const std::uint32_t above = bits_of(less(broadcast(limit), load(values + i)));
        if (above != kAllLanes) {
            selected += append_lanes(~above & kAllLanes, static_cast<std::uint32_t>(i), out + selected);
        }
    }
    for (; i < count; ++i) {
        if (values[i] <= limit) {
            out[selected++] = static_cast<std::uint32_t>(i);
        }
    }
    return selected;
}

// The rank of a key (leading zeros + 1) exceeds r exactly when its high half is at most 0xffffffff >> r.
std::size_t select_raising(const std::uint8_t* registers, std::uint32_t index_shift,
                           const std::uint32_t* fingerprints_high, const std::uint32_t* fingerprints_low,
                           std::size_t count, std::uint32_t* out) noexcept {
    std::size_t selected = 0;
    std::size_t i = 0;
    for (; i + kWidth <= count; i += kWidth) {
        const Word index = shift_right_by(load(fingerprints_low + i), broadcast(index_shift));
        const Word limit = shift_right_by(broadcast(0xffffffffU), gather_bytes(registers, index));
        const std::uint32_t above = bits_of(less(limit, load(fingerprints_high + i)));
        if (above != kAllLanes) {
            selected += append_lanes(~above & kAllLanes, static_cast<std::uint32_t>(i), out + selected);
        }
    }
    for (; i < count; ++i) {
        const std::uint32_t held = registers[fingerprints_low[i] >> index_shift];
        if (held >= 32 ? fingerprints_high[i] == 0 : fingerprints_high[i] <= 0xffffffffU >> held) {
            out[selected++] = static_cast<std::uint32_t>(i);
        }
    }
    return selected;
}

#include "simd/heavy_body.inl"

constexpr Kernels kTable{.murmur2 = hash_batch<Wanted::murmur2>,
                         .murmur2_and_fingerprint = hash_batch<Wanted::both>,
                         .fingerprint = hash_batch<Wanted::fingerprint>,
                         .find_line_ends = find_line_ends,
                         .remainders = remainders,
                         .select_up_to = select_up_to,
                         .select_raising = select_raising,
                         .count_heavy = count_heavy};
