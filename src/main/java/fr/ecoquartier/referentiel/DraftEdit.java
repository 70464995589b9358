package fr.ecoquartier.referentiel;

import fr.ecoquartier.referentiel.DraftElement.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One change to a draft: of an element's fields, or an element added, removed or moved. */
public sealed interface DraftEdit {

    /** What people do to a draft, and what the history says of it. */
    record Result(DraftContent content, String summary) {}

    /**
     * The content after this change.
     *
     * @throws NoSuchElementException when the element is not in {@code content}
     */
    Result applied(DraftContent content);

    /**
     * Other values for some fields. A new code of an input is carried to the formulas and the parts that name it.
     *
     * @param fields by name; {@code parent} moves the element into another one
     */
    record Change(int key, Map<String, String> fields) implements DraftEdit {
        @Override
        public Result applied(DraftContent content) {
            Map<Integer, DraftElement> elements = DraftElement.of(content);
            DraftElement before = element(elements, key);
            Map<String, String> values = new HashMap<>(fields);
            String parent = values.remove("parent");
            DraftElement after = before.with(values);
            if (parent != null && parent.matches("\\d{1,9}")) {
                DraftElement into = elements.get(Integer.parseInt(parent));
                if (into != null && into.kind().child() == before.kind() && into.key() != before.parent()) {
                    elements.remove(key);
                    after = after.at(key, into.key());
                }
            }
            elements.put(key, after);
            if (before.kind() == Kind.INPUT) {
                rename(elements, before.field("code"), after.field("code"));
            }
            return new Result(
                    DraftElement.content(elements.values(), content.nextKey()), after.name() + " : modification");
        }

        private static void rename(Map<Integer, DraftElement> elements, String before, String after) {
            boolean possible = before.matches("[a-z][A-Za-z0-9]*") && after.matches("[a-z][A-Za-z0-9]*");
            boolean known = elements.values().stream()
                    .anyMatch(e -> e.kind() == Kind.INPUT && e.field("code").equals(before));
            if (!possible || known || before.equals(after)) {
                return;
            }
            Pattern word = Pattern.compile("(?<![\\p{L}\\p{N}_])" + before + "(?![\\p{L}\\p{N}_])");
            elements.replaceAll((key, element) -> {
                Map<String, String> changed = new HashMap<>();
                for (String field : List.of("formula", "appliesWhen", "atMost")) {
                    String text = element.field(field);
                    String renamed = word.matcher(text).replaceAll(Matcher.quoteReplacement(after));
                    if (!renamed.equals(text)) {
                        changed.put(field, renamed);
                    }
                }
                return changed.isEmpty() ? element : element.with(changed);
            });
        }
    }

    /** A new element at the end of its parent (0: of the version); its key is the {@code nextKey} of the content before. */
    record Add(Kind kind, int parent) implements DraftEdit {
        @Override
        public Result applied(DraftContent content) {
            Map<Integer, DraftElement> elements = DraftElement.of(content);
            boolean top = kind == Kind.INPUT || kind == Kind.DIMENSION;
            if (kind == Kind.VERSION
                    || (!top && element(elements, parent).kind().child() != kind)) {
                throw new NoSuchElementException("nothing of kind " + kind + " can be in " + parent);
            }
            int key = content.nextKey();
            elements.put(key, DraftElement.blank(kind, key, top ? 0 : parent));
            return new Result(DraftElement.content(elements.values(), key + 1), kind.label() + " : ajout");
        }
    }

    /** An element with everything in it is taken away. */
    record Remove(int key) implements DraftEdit {
        @Override
        public Result applied(DraftContent content) {
            Map<Integer, DraftElement> elements = DraftElement.of(content);
            DraftElement removed = element(elements, key);
            if (removed.kind() == Kind.VERSION) {
                throw new NoSuchElementException("a version is not removed from itself");
            }
            elements.remove(key);
            return new Result(
                    DraftElement.content(elements.values(), content.nextKey()), removed.name() + " : suppression");
        }
    }

    /** An element changes place with its neighbour. */
    record Move(int key, boolean up) implements DraftEdit {
        @Override
        public Result applied(DraftContent content) {
            Map<Integer, DraftElement> elements = DraftElement.of(content);
            DraftElement moved = element(elements, key);
            List<DraftElement> order = new ArrayList<>(elements.values());
            List<DraftElement> siblings = DraftElement.children(order, moved.kind(), moved.parent());
            int place = siblings.indexOf(moved) + (up ? -1 : 1);
            if (place >= 0 && place < siblings.size()) {
                Collections.swap(order, order.indexOf(moved), order.indexOf(siblings.get(place)));
            }
            return new Result(
                    DraftElement.content(order, content.nextKey()),
                    moved.name() + (up ? " : déplacement vers le haut" : " : déplacement vers le bas"));
        }
    }

    private static DraftElement element(Map<Integer, DraftElement> elements, int key) {
        DraftElement element = elements.get(key);
        if (element == null) {
            throw new NoSuchElementException("no element " + key);
        }
        return element;
    }
}
