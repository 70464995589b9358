package fr.ecoquartier.access;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, in words that let its owner recognise it and say no more than that. */
final class Origin {

    private static final Pattern NUMERIC = Pattern.compile("[0-9a-fA-F:.]+(%.*)?");

    /** In this order: each browser also names those before it. */
    private static final Map<String, Pattern> BROWSERS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        BROWSERS.put("Edge", Pattern.compile("Edg(?:e|A|iOS)?/(\\d+)"));
        BROWSERS.put("Opera", Pattern.compile("OPR/(\\d+)"));
        BROWSERS.put("Firefox", Pattern.compile("(?:Firefox|FxiOS)/(\\d+)"));
        BROWSERS.put("Chrome", Pattern.compile("(?:HeadlessChrome|Chrome|CriOS|Chromium)/(\\d+)"));
        BROWSERS.put("Safari", Pattern.compile("Version/(\\d+)[^ ]* .*Safari"));
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Mac OS", "macOS");
        SYSTEMS.put("Linux", "Linux");
    }

    private Origin() {}

    /** The network and not the machine: the last byte of an IPv4 address, the last ten of an IPv6 one are left out. */
    static String shortened(@Nullable String address) {
        if (address == null || !NUMERIC.matcher(address).matches()) {
            return "inconnue";
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            if (parsed.isLoopbackAddress()) {
                return "ce serveur";
            }
            byte[] bytes = parsed.getAddress();
            if (parsed instanceof Inet4Address) {
                return (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + ".*";
            }
            return "%x:%x:%x:*".formatted(pair(bytes, 0), pair(bytes, 2), pair(bytes, 4));
        } catch (UnknownHostException e) {
            return "inconnue";
        }
    }

    /** "Firefox 140 sous Windows", from what the browser says of itself. */
    static String browser(@Nullable String agent) {
        if (agent == null || agent.isBlank()) {
            return "navigateur inconnu";
        }
        String name = "navigateur inconnu";
        for (var browser : BROWSERS.entrySet()) {
            Matcher version = browser.getValue().matcher(agent);
            if (version.find()) {
                name = browser.getKey() + ' ' + version.group(1);
                break;
            }
        }
        String system = SYSTEMS.entrySet().stream()
                .filter(known -> agent.contains(known.getKey()))
                .map(known -> " sous " + known.getValue())
                .findFirst()
                .orElse("");
        return name + system;
    }

    private static int pair(byte[] bytes, int at) {
        return (bytes[at] & 255) << 8 | bytes[at + 1] & 255;
    }
}
