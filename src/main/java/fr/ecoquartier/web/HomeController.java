package fr.ecoquartier.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page, for everybody. */
@Controller
class HomeController {

    private final Purposes purposes;

    HomeController(Purposes purposes) {
        this.purposes = purposes;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("purposes", purposes);
        return "home";
    }
}
