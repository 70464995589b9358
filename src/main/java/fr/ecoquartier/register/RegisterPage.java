package fr.ecoquartier.register;

import java.util.List;

/** One page of the register, with the number of operations in all. */
public record RegisterPage(List<PublicOperation> operations, long total, int page, int size) {

    public int pages() {
        return (int) ((total + size - 1) / size);
    }
}
