package fr.ecoquartier.web.move;

import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.VersionMoves;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The authority says that it read that its dossier is at another version now. */
@Controller
class ReadMoveController {

    private final VisibleDossiers visible;
    private final VersionMoves moves;

    ReadMoveController(VisibleDossiers visible, VersionMoves moves) {
        this.visible = visible;
        this.moves = moves;
    }

    @PostMapping("/collectivite/dossiers/{reference}/changements-de-version/{move}/lu")
    String read(@PathVariable String reference, @PathVariable long move, RedirectAttributes flash) {
        DossierSummary dossier = visible.ownedBy(reference);
        moves.acknowledge(move, dossier.reference(), visible.actor());
        flash.addFlashAttribute(
                "success", "C’est noté. Le changement de version reste consultable dans le journal du dossier.");
        return "redirect:/collectivite/dossiers/" + dossier.reference();
    }
}
