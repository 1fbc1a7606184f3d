import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** A Neo4j community server on the loopback interface: HOME PORT [read-only]. Ends when its standard input does. */
public class Neo4jServer {
    public static void main(String[] args) throws Exception {
        var service = new DatabaseManagementServiceBuilder(Path.of(args[0]))
            .setConfig(BoltConnector.enabled, true)
            .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(args[1])))
            .setConfig(GraphDatabaseSettings.auth_enabled, true)
            .setConfig(GraphDatabaseSettings.pagecache_memory, Long.getLong("pagecache"))
            .setConfig(GraphDatabaseSettings.check_point_interval_time, Duration.ofHours(1))
            .setConfig(GraphDatabaseSettings.read_only_database_default, args.length > 2)
            .build();
        System.out.println("ready");
        System.out.flush();
        System.in.read();
        service.shutdown();
    }
}
