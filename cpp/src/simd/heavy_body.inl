// The counting loop of HeavyKeys, shared by every tier; see kernel_body.inl for how it is included.
// Wants count_trailing_zeros, match_eight and subtract_one_from_eight.

HeavyProgress count_heavy(const HeavyTable& table, const std::uint32_t* fingerprints_high,
                          const std::uint32_t* fingerprints_low, const std::uint32_t* selected,
                          std::size_t count, bool stop_when_full, std::uint32_t* wanted) noexcept {
    HeavyProgress progress;
    for (std::size_t s = 0; s < count; ++s) {
        const std::uint32_t i = selected[s];
        const std::uint32_t bucket = heavy_bucket(fingerprints_low[i], table.bucket_mask);
        const std::uint64_t fingerprint =
            (static_cast<std::uint64_t>(fingerprints_high[i]) << 32U) | fingerprints_low[i];
        std::uint64_t* const fingerprints = table.fingerprints + bucket * kHeavyWays;
        std::uint64_t* const counts = table.counts + bucket * kHeavyWays;
        std::uint32_t way = 0;
        if (const std::uint32_t hit = match_eight(fingerprints, fingerprint); hit != 0) {
            way = count_trailing_zeros(hit);
            counts[way] += 1;
        } else if (const std::uint32_t free = match_eight(counts, 0); free != 0) {
            way = count_trailing_zeros(free);
            fingerprints[way] = fingerprint;
            counts[way] = 1;
            table.stored[bucket] = static_cast<std::uint8_t>(table.stored[bucket] & ~(1U << way));
        } else if (stop_when_full) {
            break;
        } else {
            subtract_one_from_eight(counts);
            table.decrements[bucket] += 1;
            ++progress.taken;
            continue;
        }
        const bool stored = ((table.stored[bucket] >> way) & 1U) != 0;
        if (!stored && worth_keeping(counts[way], table.decrements[bucket])) {
            table.stored[bucket] = static_cast<std::uint8_t>(table.stored[bucket] | (1U << way));
            wanted[progress.wanted++] = i;
        }
        ++progress.taken;
    }
    return progress;
}
