package fr.ecoquartier.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page, for everybody. */
@Controller
class HomeController {

    @GetMapping("/")
    String home() {
        return "home";
    }
}
