// Checks PDFs with veraPDF: java -cp … Vera PROFILE,PROFILE FILE…
// One line for each profile and file: profile, file, number of checks, and the rules that are broken, by tabs.
import java.io.File;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

public class Vera {
  private static final int MOST_FAULTS = 1000; // of a file that are listed

  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset(); // its log is not for us
    VeraGreenfieldFoundryProvider.initialise();
    for (String name : args[0].split(",")) {
      ValidationProfile profile = profile(name);
      for (int at = 1; at < args.length; at++) {
        ValidationResult result = check(args[at], profile);
        System.out.println(String.join("\t", name, args[at],
            Integer.toString(result.getTotalAssertions()), String.join(" ", broken(result))));
      }
    }
  }

  private static ValidationProfile profile(String name) throws Exception {
    try (InputStream xml = Vera.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
      if (xml == null) throw new IllegalArgumentException("veraPDF has no profile " + name);
      return Profiles.profileFromXml(xml);
    }
  }

  private static ValidationResult check(String file, ValidationProfile profile) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), profile.getPDFAFlavour())) {
      return Foundries.defaultInstance().createValidator(profile, MOST_FAULTS, false, false, false).validate(parser);
    }
  }

  private static Set<String> broken(ValidationResult result) {
    Set<String> rules = new TreeSet<>();
    for (TestAssertion each : result.getTestAssertions())
      if (each.getStatus() == TestAssertion.Status.FAILED)
        rules.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber());
    return rules;
  }
}
