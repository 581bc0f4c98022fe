// Keys of an Arrow column: all its arrays at once, for what must know how many there are.
#include <deque>
#include <utility>

#include "arrow_source.hpp"
#include "key_streams.hpp"

namespace {

using kafka_architect::ArrowKeys;
using kafka_architect::ArrowKeyType;
using kafka_architect::ArrowScratch;
using kafka_architect::KeyBatch;

class ArrowStream final : public KeyStream {
public:
    explicit ArrowStream(py::handle column) {
        ArrowSource source(column, "keys");
        const ArrowKeyType type = kafka_architect::arrow_key_type(source.column_schema(), "keys");
        SignalClock clock;
        while (std::optional<ArrowChunk> chunk = source.next()) {
            ArrowKeys keys(type, chunk->rows, chunk->what);
            {
                const py::gil_scoped_release without_gil;
                keys.check();
            }
            size_ += keys.size();
            key_bytes_ += keys.key_bytes();
            if (keys.size() > 0) {
                keys_.push_back({std::move(*chunk), std::move(keys)});
            }
            if (clock.due()) {
                answer_signals();
            }
        }
    }

    [[nodiscard]] std::size_t size() const noexcept override { return size_; }
    [[nodiscard]] std::size_t key_bytes() const noexcept override { return key_bytes_; }
    [[nodiscard]] bool needs_gil() const noexcept override { return false; }
    void hold() override {}

    bool next(KeyBatch& batch) override {
        if (chunk_ == keys_.size()) {
            return false;
        }
        batch = keys_[chunk_].keys.batch(row_, *scratch_);
        row_ += batch.size;
        if (row_ == keys_[chunk_].keys.size()) {
            ++chunk_;
            row_ = 0;
        }
        return true;
    }

private:
    struct Checked {
        ArrowChunk chunk;
        ArrowKeys keys;
    };

    std::deque<Checked> keys_;
    std::unique_ptr<ArrowScratch> scratch_ = std::make_unique<ArrowScratch>();
    std::size_t size_ = 0;
    std::size_t key_bytes_ = 0;
    std::size_t chunk_ = 0;
    std::size_t row_ = 0;
};

}  // namespace

std::unique_ptr<KeyStream> stream_of_arrow(py::handle column) {
    return std::make_unique<ArrowStream>(column);
}
