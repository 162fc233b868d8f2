package io.rekindle.engine.rule.language;

import io.rekindle.engine.rule.sentence.Catalogue;
import io.rekindle.engine.rule.sentence.Holds;
import io.rekindle.engine.rule.source.Problems;
import io.rekindle.engine.rule.source.Yaml;
import io.rekindle.engine.rule.source.YamlFile;
import java.util.Optional;

/** Opens the files of a book that are made of settings: whatever language they are in, by the English names of settings. */
record Documents(Catalogue catalogue, Problems problems) {

    Optional<Yaml> read(String path, String source) {
        return YamlFile.read(path, source, problems).map(root -> Holds.ofFile(path)
                .map(holds -> catalogue.keywords().english(root, holds, problems))
                .orElse(root));
    }
}
