import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Starts a Neo4j server on loopback for the tests: Launcher DATA_FOLDER PORT [auth]. Ends when its input closes. */
public class Launcher {
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        boolean auth = arguments.length > 2 && arguments[2].equals("auth");
        DatabaseManagementService service =
                new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
                        .setConfig(GraphDatabaseSettings.auth_enabled, auth)
                        .setConfig(GraphDatabaseSettings.pagecache_memory, Long.getLong("detente.pagecache", 64) * 1024 * 1024)
                        .setConfig(BoltConnector.enabled, true)
                        .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                        .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        System.out.println("ready " + port);
        // The test process holds the other end of standard input: when it ends, so does the server.
        while (System.in.read() != -1) {}
        System.exit(0);
    }
}
