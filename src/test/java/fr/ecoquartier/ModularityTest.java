package fr.ecoquartier;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void theRoomsDependOnEachOtherOnlyAsTheHouseAllows() {
        ApplicationModules.of(EcoQuartierLabel.class).verify();
    }
}
