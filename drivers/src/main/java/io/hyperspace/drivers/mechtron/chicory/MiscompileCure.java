package io.hyperspace.drivers.mechtron.chicory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps HotSpot below Java 25 from miscompiling guests (JDK-8376400: two unsigned compares of one value are fused into
 * one trap that resumes wrongly). Where the launcher set {@code -XX:-SplitIfBlocks} nothing is left to do; elsewhere a
 * compiler directive keeps {@code Integer.compareUnsigned} from being inlined into guests, which must be in place before
 * any guest is hot.
 */
final class MiscompileCure {

    private static final Logger LOG = LoggerFactory.getLogger(MiscompileCure.class);
    private static final int FIRST_SOUND_VERSION = 25;
    private static final String DIRECTIVE = "[{match: [\"com/dylibso/chicory/$gen/*.*\"],"
            + " c2: {inline: [\"-java/lang/Integer.compareUnsigned\", \"-java/lang/Long.compareUnsigned\"]}}]";

    private MiscompileCure() {}

    /** Cures this JVM, once; whether compiled guests are right on it now. */
    static boolean isSafeToCompile() {
        return Once.SAFE;
    }

    /** The JVM's own guarantee that this runs once. */
    private static final class Once {
        static final boolean SAFE =
                Runtime.version().feature() >= FIRST_SOUND_VERSION || isSwitchedOff() || addDirective();
    }

    private static boolean isSwitchedOff() {
        try {
            HotSpotDiagnosticMXBean hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return hotspot != null
                    && "false".equals(hotspot.getVMOption("SplitIfBlocks").getValue());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean addDirective() {
        try {
            Path file = Files.createTempFile("hyperspace-directive", ".json");
            try {
                Files.writeString(file, DIRECTIVE);
                MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                Object answer = server.invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "compilerDirectivesAdd",
                        new Object[] {new String[] {file.toString()}},
                        new String[] {String[].class.getName()});
                return isAdded(String.valueOf(answer));
            } finally {
                Files.delete(file);
            }
        } catch (IOException | JMException | RuntimeException e) {
            LOG.warn(
                    "this JVM may miscompile guests and cannot be told not to: guests are interpreted, which is slow."
                            + " Start it with -XX:+UnlockDiagnosticVMOptions -XX:-SplitIfBlocks, or use Java 25",
                    e);
            return false;
        }
    }

    private static boolean isAdded(String answer) {
        boolean added = answer.contains("1 compiler directives added");
        if (!added) {
            LOG.warn(
                    "the compiler directive for guests was refused ({}): guests are interpreted, which is slow."
                            + " Start the JVM with -XX:+UnlockDiagnosticVMOptions -XX:-SplitIfBlocks, or use Java 25",
                    answer);
        }
        return added;
    }
}
