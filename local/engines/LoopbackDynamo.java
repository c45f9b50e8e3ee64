import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Runs DynamoDB Local as its own main class does, but on the loopback alone (it would listen on every interface), on a
 * free port, and no longer than whoever started it: standard input ends with that process, however it ends.
 */
public class LoopbackDynamo {
    public static void main(String[] args) throws Exception {
        DynamoDBProxyServer dynamo = ServerRunner.createServerFromCommandLineArgs(args);
        var field = DynamoDBProxyServer.class.getDeclaredField("server");
        field.setAccessible(true);
        ServerConnector connector = (ServerConnector) ((Server) field.get(dynamo)).getConnectors()[0];
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        dynamo.start();
        System.out.println("Listening on " + connector.getLocalPort());
        while (System.in.read() != -1) { }
        try {
            dynamo.stop();
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}
