// Keys that are Python objects, of a list, a tuple or an array of objects.
#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kafka_architect/error.hpp"
#include "key_bytes.hpp"
#include "key_streams.hpp"

namespace {

using kafka_architect::Error;
using kafka_architect::ErrorCode;
using kafka_architect::kBatchKeys;
using kafka_architect::KeyBatch;
using kafka_architect::KeyBatchBuilder;

// Of these no object runs code of its own when it goes.
bool is_plain(PyObject* key) {
    return key == Py_None || PyBytes_CheckExact(key) || PyUnicode_CheckExact(key);
}

// Strong references, given back one by one or all at the end.
class HeldKeys {
public:
    HeldKeys() = default;
    HeldKeys(const HeldKeys&) = delete;
    HeldKeys& operator=(const HeldKeys&) = delete;
    ~HeldKeys() {
        for (PyObject* key : keys_) {
            Py_XDECREF(key);
        }
    }
    void reserve(std::size_t size) { keys_.reserve(size); }
    void push(py::object key) { keys_.push_back(key.release().ptr()); }
    [[nodiscard]] PyObject* at(std::size_t i) const { return keys_[i]; }
    // Only what is plain: other keys stay, for what they do when they go.
    void give_back(std::size_t i) {
        if (is_plain(keys_[i])) {
            Py_DECREF(std::exchange(keys_[i], nullptr));
        }
    }

private:
    std::vector<PyObject*> keys_;
};

// Keys of a list or tuple, as they are when they are asked for.
class Items {
public:
    explicit Items(py::handle sequence)
        : sequence_(py::reinterpret_borrow<py::object>(sequence)), size_(now()) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    // PyList_Check and not what the object says of itself: a subclass may say anything.
    [[nodiscard]] py::object at(std::size_t i) const {
        if (now() != size_) {
            throw Error(ErrorCode::invalid_argument, "the list of keys changed while it was read: it had " +
                                                         std::to_string(size_) + " keys and now has " +
                                                         std::to_string(now()));
        }
        return py::reinterpret_borrow<py::object>(
            PySequence_Fast_GET_ITEM(sequence_.ptr(), static_cast<Py_ssize_t>(i)));
    }

private:
    [[nodiscard]] std::size_t now() const {
        return static_cast<std::size_t>(PySequence_Fast_GET_SIZE(sequence_.ptr()));
    }

    py::object sequence_;
    std::size_t size_;
};

// Keys of an array of objects; what is masked, and what was never set, is None.
class Entries {
public:
    explicit Entries(std::unique_ptr<PinnedArray> array) : array_(std::move(array)) {}

    [[nodiscard]] std::size_t size() const noexcept { return array_->size(); }
    [[nodiscard]] py::object at(std::size_t i) const {
        PyObject* key = nullptr;
        if (!array_->masked(i)) {
            std::memcpy(static_cast<void*>(&key), array_->entry(i), sizeof(PyObject*));
        }
        return py::reinterpret_borrow<py::object>(key == nullptr ? Py_None : key);
    }

private:
    std::unique_ptr<PinnedArray> array_;
};

template <typename Source>
class ObjectStream final : public KeyStream {
public:
    explicit ObjectStream(Source source) : source_(std::move(source)) {}

    [[nodiscard]] std::size_t size() const noexcept override { return source_.size(); }
    [[nodiscard]] std::size_t key_bytes() const noexcept override { return bytes_; }
    [[nodiscard]] bool needs_gil() const noexcept override { return true; }

    void hold() override {
        if (size() <= kBatchKeys && pack()) {
            return;
        }
        bytes_ = 0;
        keys_.reserve(size());
        std::size_t in_batch = 0;
        std::size_t most_in_batch = 0;
        for (std::size_t i = 0; i < size(); ++i) {
            if (i % kBatchKeys == 0) {
                in_batch = 0;
                if (clock_.due()) {
                    answer_signals();
                }
            }
            py::object key = unchanging(source_.at(i));
            std::span<const std::uint8_t> bytes;
            (void)read_key(key.ptr(), i, bytes);
            const std::size_t length = bytes.size();
            bytes_ += length;
            in_batch += length;
            most_in_batch = std::max(most_in_batch, std::min(in_batch, kCopiedBatchBytes + length));
            keys_.push(std::move(key));
        }
        // What is refused is refused here: `next` must not run out of memory half way.
        builder_.reserve(most_in_batch);
        held_ = Held::objects;
    }

    bool next(KeyBatch& batch) override {
        switch (held_) {
            case Held::nothing: read(); break;
            case Held::objects: read_held(); break;
            case Held::bytes:
                batch = builder_.batch();
                batch.size = std::exchange(next_, size()) == 0 ? batch.size : 0;
                return batch.size > 0;
        }
        batch = builder_.batch();
        return batch.size > 0;
    }

private:
    enum class Held { nothing, objects, bytes };

    // What fits one batch is read once, into that batch; false where it is too much for that.
    bool pack() {
        constexpr std::size_t kMostPacked = std::size_t{1} << 20U;
        for (std::size_t i = 0; i < size(); ++i) {
            const py::object key = source_.at(i);
            bytes_ += read_one(key.ptr(), i);
            if (bytes_ > kMostPacked) {
                builder_.clear();
                return false;
            }
        }
        held_ = Held::bytes;
        return true;
    }

    void read() {
        builder_.clear();
        std::size_t bytes = 0;
        while (next_ < size() && builder_.size() < kBatchKeys && bytes < kCopiedBatchBytes) {
            const py::object key = source_.at(next_);
            bytes += read_one(key.ptr(), next_);
            ++next_;
        }
    }

    void read_held() {
        builder_.clear();
        std::size_t in_batch = 0;
        for (; next_ < size() && builder_.size() < kBatchKeys; ++next_) {
            std::span<const std::uint8_t> bytes;
            const bool present = read_key(keys_.at(next_), next_, bytes);
            in_batch += bytes.size();
            if (builder_.size() > 0 && in_batch > kCopiedBatchBytes) {
                break;
            }
            append(present, bytes);
            keys_.give_back(next_);
        }
    }

    std::size_t read_one(PyObject* key, std::size_t place) {
        std::span<const std::uint8_t> bytes;
        const bool present = read_key(key, place, bytes);
        append(present, bytes);
        return bytes.size();
    }

    void append(bool present, std::span<const std::uint8_t> bytes) {
        if (present) {
            builder_.append(bytes);
        } else {
            builder_.append_null();
        }
    }

    // A bytearray as the bytes that it is now.
    static py::object unchanging(py::object key) {
        if (PyByteArray_Check(key.ptr()) == 0) {
            return key;
        }
        auto bytes = py::reinterpret_steal<py::object>(PyBytes_FromObject(key.ptr()));
        if (!bytes) {
            throw py::error_already_set();
        }
        return bytes;
    }

    Source source_;
    HeldKeys keys_;
    KeyBatchBuilder builder_;
    SignalClock clock_;
    std::size_t next_ = 0;
    std::size_t bytes_ = 0;
    Held held_ = Held::nothing;
};

}  // namespace

std::unique_ptr<KeyStream> stream_of_objects(py::handle list_or_tuple) {
    return std::make_unique<ObjectStream<Items>>(Items(list_or_tuple));
}

std::unique_ptr<KeyStream> stream_of_objects(std::unique_ptr<PinnedArray> array) {
    return std::make_unique<ObjectStream<Entries>>(Entries(std::move(array)));
}
