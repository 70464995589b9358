package fr.ecoquartier.act.paper;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import fr.ecoquartier.indicator.Svg;
import java.util.Map;

/** A QR code as a vector graphic: one path, with the quiet zone of four modules that readers need. */
final class QrPicture {

    private static final int QUIET = 4;

    private QrPicture() {}

    /**
     * The code of {@code address}.
     *
     * @param size of a side, in pixels of the page
     * @param alternative what is said to those who do not see it
     */
    static String svg(String address, int size, String alternative) {
        ByteMatrix modules = modules(address);
        int side = modules.getWidth() + 2 * QUIET;
        StringBuilder path = new StringBuilder(4000);
        for (int y = 0; y < modules.getHeight(); y++) {
            int x = 0;
            while (x < modules.getWidth()) {
                int from = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > from) {
                    int run = x - from;
                    path.append('M')
                            .append(from + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append('h')
                            .append(run)
                            .append("v1h-")
                            .append(run)
                            .append('z');
                }
                x++;
            }
        }
        String said = Svg.escape(alternative);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" alt=\"" + said + "\" width=\"" + size + "\" height=\"" + size
                + "\" viewBox=\"0 0 " + side + " " + side + "\"><title>Code QR de vérification</title><desc>" + said
                + "</desc><rect width=\"" + side + "\" height=\"" + side
                + "\" fill=\"#ffffff\"/><path fill=\"#000000\" d=\""
                + path + "\"/></svg>";
    }

    private static ByteMatrix modules(String address) {
        try {
            return Encoder.encode(address, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code holds " + address, e);
        }
    }
}
