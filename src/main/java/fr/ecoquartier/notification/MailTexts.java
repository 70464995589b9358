package fr.ecoquartier.notification;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The mails' texts, as plain text and as HTML, from the templates in {@code mail/}; an engine of their own. */
@Component
class MailTexts {

    /** Longest subject, in characters. */
    static final int LONGEST_SUBJECT = 150;

    private static final String PREFERENCES = "/compte#courriers";

    /** A mail that is about to be kept. */
    record Written(String subject, String text, String html) {}

    /** One notice as its reader sees it. */
    record Item(
            String title,
            List<Content.Fact> facts,
            @Nullable String quoteLabel,
            @Nullable String quote,
            @Nullable String behalf,
            String url,
            String action,
            boolean legal,
            String preferences) {}

    /** Several notices in one mail. */
    record Digest(String title, List<Item> items, String preferences) {}

    private final MailSettings settings;
    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    MailTexts(MailSettings settings) {
        this.settings = settings;
        engine.addTemplateResolver(resolver("html", TemplateMode.HTML));
        engine.addTemplateResolver(resolver("txt", TemplateMode.TEXT));
    }

    private static ClassLoaderTemplateResolver resolver(String suffix, TemplateMode mode) {
        var resolver = new ClassLoaderTemplateResolver(MailTexts.class.getClassLoader());
        resolver.setPrefix("mail/");
        resolver.setResolvablePatterns(Set.of("*." + suffix));
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCheckExistence(true);
        return resolver;
    }

    Item item(Content content, @Nullable String onBehalfOf, String link, boolean legal) {
        return new Item(
                content.title(),
                content.facts(),
                content.quoteLabel(),
                content.quote(),
                onBehalfOf,
                settings.address(link),
                content.action(),
                legal,
                settings.address(PREFERENCES));
    }

    /** The subject also says which dossier, so that mails sort themselves. */
    Written notice(Item item, String reference) {
        return new Written(
                subject(item.title() + " (" + reference + ")"),
                render("notice.txt", item),
                render("notice.html", item));
    }

    Written digest(List<Item> items) {
        String title = items.size() == 1 ? "Une notification pour vous" : items.size() + " notifications pour vous";
        Digest digest = new Digest(title, items, settings.address(PREFERENCES));
        return new Written(subject(title), render("digest.txt", digest), render("digest.html", digest));
    }

    private static String subject(String title) {
        return Lines.one("[Label ÉcoQuartier] " + title, LONGEST_SUBJECT);
    }

    private String render(String name, Object view) {
        return engine.process(name, new Context(Locale.FRENCH, Map.of("view", view)));
    }
}
