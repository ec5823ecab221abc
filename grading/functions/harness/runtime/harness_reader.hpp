// Reads JSON, one piece after the other.
//
// What is read was checked against the types before, so this only has to be right on valid
// input; on any other it stops rather than guess.
//
// Source: RFC 8259.

#pragma once

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace harness_json {

[[noreturn]] inline void fail(const char *reason) {
    std::fprintf(stderr, "%s\n", reason);
    std::exit(1);
}

[[noreturn]] inline void fail_to_read() { fail("The arguments are not as the signature says."); }

class Reader {
  public:
    explicit Reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    // Skip blanks, then one sign such as a bracket, and say whether it was there.
    bool skip(char sign) {
        skip_blanks();
        if (at_ == end_ || *at_ != sign) {
            return false;
        }
        ++at_;
        return true;
    }

    void expect(char sign) {
        if (!skip(sign)) {
            fail_to_read();
        }
    }

    // Call read_one for each item between brackets; they are separated by commas.
    template <class ReadOne> void items(char opening, char closing, ReadOne read_one) {
        expect(opening);
        if (skip(closing)) {
            return;
        }
        do {
            read_one();
        } while (skip(','));
        expect(closing);
    }

    bool skip_word(std::string_view word) {
        if (!skip(word.front())) {
            return false;
        }
        at_ += word.size() - 1;
        return true;
    }

    template <class Number> Number number() {
        skip_blanks();
        Number value{};
        auto [end, error] = std::from_chars(at_, end_, value);
        if (end == at_) {
            fail_to_read();
        }
        if constexpr (std::is_floating_point_v<Number>) {
            if (error == std::errc::result_out_of_range) {
                value = std::strtod(at_, nullptr); // too small: 0, or close to it
            }
        }
        at_ = end;
        return value;
    }

    std::string string() {
        expect('"');
        std::string text;
        while (true) {
            const char *from = at_;
            while (at_ != end_ && *at_ != '"' && *at_ != '\\') {
                ++at_;
            }
            text.append(from, at_);
            if (at_ == end_) {
                fail_to_read();
            }
            if (*at_++ == '"') {
                return text;
            }
            escaped(text);
        }
    }

  private:
    const char *at_;
    const char *end_;

    void skip_blanks() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) {
            ++at_;
        }
    }

    void escaped(std::string &text) {
        switch (char sign = *at_++) {
        case 'b': text += '\b'; break;
        case 'f': text += '\f'; break;
        case 'n': text += '\n'; break;
        case 'r': text += '\r'; break;
        case 't': text += '\t'; break;
        case 'u': code_point(text); break;
        default: text += sign;
        }
    }

    void code_point(std::string &text) {
        unsigned long code = four_digits();
        if (code >= 0xD800 && code < 0xDC00) { // the second half follows: values are checked
            at_ += 2;
            code = 0x10000 + ((code - 0xD800) << 10) + (four_digits() - 0xDC00);
        }
        if (code < 0x80) {
            text += static_cast<char>(code);
            return;
        }
        int further = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        constexpr unsigned long starts[] = {0, 0xC0, 0xE0, 0xF0};
        text += static_cast<char>(starts[further] | code >> (6 * further));
        while (further-- > 0) {
            text += static_cast<char>(0x80 | (code >> (6 * further) & 0x3F));
        }
    }

    unsigned long four_digits() {
        unsigned long code = 0;
        std::from_chars(at_, at_ + 4, code, 16);
        at_ += 4;
        return code;
    }
};

} // namespace harness_json
