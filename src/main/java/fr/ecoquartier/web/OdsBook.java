package fr.ecoquartier.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * OpenDocument 1.3, its {@code content.xml} written by StAX straight into the zip. A text cell has the type string and no
 * formula attribute: no program computes it, whatever it begins with.
 */
final class OdsBook implements Book {

    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static final String TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private static final String STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private static final String NUMBER = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0";
    private static final String FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    private static final String MEDIA_TYPE = Format.ODS.mediaType();
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    /** Columns are as wide as one of these, in characters, so that styles can be declared before any sheet is known. */
    private static final Set<Integer> WIDTHS = new TreeSet<>(List.of(8, 12, 16, 24, 36, 60));

    private final ZipOutputStream zip;
    private final XMLStreamWriter xml;
    private boolean inSheet;

    OdsBook(OutputStream out) throws IOException {
        zip = new ZipOutputStream(out);
        stored("mimetype", MEDIA_TYPE);
        packed("META-INF/manifest.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
                <manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="%s"/>
                <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
                </manifest:manifest>
                """.formatted(MEDIA_TYPE));
        zip.putNextEntry(new ZipEntry("content.xml"));
        try {
            xml = XMLOutputFactory.newInstance()
                    .createXMLStreamWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
            begin();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void stored(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private void packed(String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void begin() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("office", "document-content", OFFICE);
        xml.writeNamespace("office", OFFICE);
        xml.writeNamespace("table", TABLE);
        xml.writeNamespace("text", TEXT);
        xml.writeNamespace("style", STYLE);
        xml.writeNamespace("number", NUMBER);
        xml.writeNamespace("fo", FO);
        xml.writeAttribute("office", OFFICE, "version", "1.3");
        xml.writeStartElement("office", "automatic-styles", OFFICE);
        xml.writeStartElement("number", "date-style", NUMBER);
        xml.writeAttribute("style", STYLE, "name", "day");
        part("day", "long");
        separator();
        part("month", "long");
        separator();
        part("year", "long");
        xml.writeEndElement();
        style("date", "table-cell");
        xml.writeAttribute("style", STYLE, "data-style-name", "day");
        xml.writeEndElement();
        style("title", "table-cell");
        xml.writeEmptyElement("style", "text-properties", STYLE);
        xml.writeAttribute("fo", FO, "font-weight", "bold");
        xml.writeEndElement();
        for (int width : WIDTHS) {
            style("w" + width, "table-column");
            xml.writeEmptyElement("style", "table-column-properties", STYLE);
            xml.writeAttribute("style", STYLE, "column-width", width * 2.2 + "mm");
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeStartElement("office", "body", OFFICE);
        xml.writeStartElement("office", "spreadsheet", OFFICE);
    }

    private void part(String name, String length) throws XMLStreamException {
        xml.writeEmptyElement("number", name, NUMBER);
        xml.writeAttribute("number", NUMBER, "style", length);
    }

    private void separator() throws XMLStreamException {
        xml.writeStartElement("number", "text", NUMBER);
        xml.writeCharacters("/");
        xml.writeEndElement();
    }

    private void style(String name, String family) throws XMLStreamException {
        xml.writeStartElement("style", "style", STYLE);
        xml.writeAttribute("style", STYLE, "name", name);
        xml.writeAttribute("style", STYLE, "family", family);
    }

    @Override
    public void sheet(String name, List<String> titles, List<Integer> widths) throws IOException {
        try {
            endSheet();
            xml.writeStartElement("table", "table", TABLE);
            xml.writeAttribute("table", TABLE, "name", name);
            for (int width : widths) {
                xml.writeEmptyElement("table", "table-column", TABLE);
                xml.writeAttribute("table", TABLE, "style-name", "w" + nearest(width));
            }
            xml.writeStartElement("table", "table-header-rows", TABLE);
            xml.writeStartElement("table", "table-row", TABLE);
            for (String title : titles) {
                text(title, "title");
            }
            xml.writeEndElement();
            xml.writeEndElement();
            inSheet = true;
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static int nearest(int width) {
        return WIDTHS.stream().filter(one -> one >= width).findFirst().orElse(60);
    }

    @Override
    public void row(List<?> cells) throws IOException {
        try {
            xml.writeStartElement("table", "table-row", TABLE);
            for (Object cell : cells) {
                cell(cell);
            }
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void cell(Object cell) throws XMLStreamException {
        if (cell == null) {
            xml.writeEmptyElement("table", "table-cell", TABLE);
        } else if (cell instanceof Number number) {
            String exact = number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
            typed("float", "value", exact, exact.replace('.', ','), null);
        } else if (cell instanceof LocalDate date) {
            typed("date", "date-value", date.toString(), SHOWN.format(date), "date");
        } else if (cell instanceof Boolean yes) {
            typed("boolean", "boolean-value", yes.toString(), yes ? "VRAI" : "FAUX", null);
        } else {
            text(cell.toString(), null);
        }
    }

    private void typed(String type, String attribute, String value, String shown, String style)
            throws XMLStreamException {
        xml.writeStartElement("table", "table-cell", TABLE);
        if (style != null) {
            xml.writeAttribute("table", TABLE, "style-name", style);
        }
        xml.writeAttribute("office", OFFICE, "value-type", type);
        xml.writeAttribute("office", OFFICE, attribute, value);
        paragraph(shown);
        xml.writeEndElement();
    }

    private void text(String text, String style) throws XMLStreamException {
        xml.writeStartElement("table", "table-cell", TABLE);
        if (style != null) {
            xml.writeAttribute("table", TABLE, "style-name", style);
        }
        xml.writeAttribute("office", OFFICE, "value-type", "string");
        for (String line : XmlText.clean(text).split("\r\n|\r|\n", -1)) {
            paragraph(line);
        }
        xml.writeEndElement();
    }

    /** OpenDocument takes several spaces for one, and forgets those at the ends: they are told apart. */
    private void paragraph(String line) throws XMLStreamException {
        xml.writeStartElement("text", "p", TEXT);
        int from = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            boolean lost = c == ' ' && (at == 0 || at == line.length() - 1 || line.charAt(at - 1) == ' ');
            if (lost || c == '\t') {
                xml.writeCharacters(line.substring(from, at));
                xml.writeEmptyElement("text", c == '\t' ? "tab" : "s", TEXT);
                from = at + 1;
            }
        }
        xml.writeCharacters(line.substring(from));
        xml.writeEndElement();
    }

    private void endSheet() throws XMLStreamException {
        if (inSheet) {
            xml.writeEndElement();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            endSheet();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }
}
