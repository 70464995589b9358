package fr.ecoquartier.modelling.check;

import fr.ecoquartier.modelling.ModelFile;
import java.util.List;

/** One rule over the files that would be deployed together. Every bean of this type is asked. */
public interface CheckRule {

    /**
     * @param files well-formed files; those that are not were refused before
     * @return one entry per fault, empty when all is well
     */
    List<Finding> check(List<ModelFile> files);
}
