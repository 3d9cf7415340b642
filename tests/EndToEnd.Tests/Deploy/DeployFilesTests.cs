using System.Diagnostics;
using System.Globalization;
using Grid.Api.Hosting;
using Grid.Silo.Clustering;
using Grid.Silo.Telemetry;
using YamlDotNet.RepresentationModel;

namespace Grid.EndToEnd.Tests.Deploy;

/// <summary>
/// What the deployment's files say is what the programs understand: variables, ports, probes, times. Whether an orchestrator likes them, no
/// test here can tell.
/// </summary>
public sealed class DeployFilesTests
{
    private static readonly string[] Sources =
    [
        "compose/compose.yaml",
        "compose/compose.simulator.yaml",
        "kubernetes/config.yaml",
        "kubernetes/silo.yaml",
        "kubernetes/api.yaml",
        "kubernetes/migrate.yaml",
        "systemd/grid-silo@.service",
        "systemd/grid-api@.service",
        "systemd/grid-migrate.service",
        "systemd/grid.env.example",
        "docker/Dockerfile",
    ];

    public static TheoryData<string> Files => [.. Sources];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_variable_is_one_that_a_program_reads(string file)
    {
        var known = DeployFiles.ReadByPrograms();
        foreach (var name in DeployFiles.SetBy(DeployFiles.Read($"deploy/{file}")))
        {
            if (name.StartsWith("GRID_", StringComparison.Ordinal))
                Assert.True(known.Contains(name), $"{file} sets {name}, which nothing reads.");
            else
                Assert.True(IsOption(name.Split("__")), $"{file} sets {name}, which is no option.");
        }
    }

    [Fact]
    public void Compose_knows_all_that_it_names()
    {
        var root = Assert.Single(DeployFiles.Documents(Path.Combine(DeployFiles.Repository, "deploy/compose/compose.yaml")));
        var services = (YamlMappingNode)root["services"];
        var secrets = Keys((YamlMappingNode)root["secrets"]);
        Assert.Superset(
            new HashSet<string>(["postgres", "migrate", "silo-1", "silo-2", "api-1", "api-2", "proxy"], StringComparer.Ordinal),
            Keys(services).ToHashSet(StringComparer.Ordinal)
        );
        foreach (var service in services.Children.Values.OfType<YamlMappingNode>())
        {
            foreach (var secret in Children(service, "secrets").OfType<YamlScalarNode>())
                Assert.Contains(secret.Value, secrets);
            if (service.Children.TryGetValue("depends_on", out var on))
                Assert.All(Keys((YamlMappingNode)on), name => Assert.Contains(name, Keys(services)));
        }
    }

    [Theory]
    [InlineData("silo.yaml", "StatefulSet", "silo")]
    [InlineData("api.yaml", "Deployment", "api")]
    public void Pods_are_asked_where_the_host_answers_and_have_time_to_stop(string file, string kind, string role)
    {
        var documents = DeployFiles.Documents(Path.Combine(DeployFiles.Repository, "deploy/kubernetes", file));
        var pod = documents.Single(document => Text(document, "kind") == kind)["spec"]["template"]["spec"];
        var container = pod["containers"][0];
        var ports = ((YamlSequenceNode)container["ports"]).Children.ToDictionary(
            port => Text(port, "name"),
            port => Text(port, "containerPort"),
            StringComparer.Ordinal
        );
        Assert.Equal("5080", ports["http"]);
        foreach (
            var (probe, path) in ((string, string)[])
                [("startupProbe", "/health/ready"), ("readinessProbe", "/health/ready"), ("livenessProbe", "/health/live")]
        )
        {
            Assert.Equal(path, Text(container[probe]["httpGet"], "path"));
            Assert.Equal("http", Text(container[probe]["httpGet"], "port"));
        }

        // The host stops within 40 s; preStop comes on top.
        var pause = int.Parse(Text(container["lifecycle"]["preStop"]["exec"]["command"][1]), CultureInfo.InvariantCulture);
        Assert.True(int.Parse(Text(pod, "terminationGracePeriodSeconds"), CultureInfo.InvariantCulture) >= pause + 45);
        var environment = ((YamlSequenceNode)container["env"]).Children.ToDictionary(
            variable => Text(variable, "name"),
            variable => variable,
            StringComparer.Ordinal
        );
        Assert.Equal(role, Text(environment["GRID_ROLE"], "value"));

        // What is mounted is there, and each secret's folder is where a setting looks for it.
        var volumes = ((YamlSequenceNode)pod["volumes"]).Children.Select(volume => Text(volume, "name")).ToArray();
        var mounts = ((YamlSequenceNode)container["volumeMounts"]).Children.ToDictionary(
            mount => Text(mount, "mountPath"),
            mount => Text(mount, "name"),
            StringComparer.Ordinal
        );
        Assert.All(mounts.Values, name => Assert.Contains(name, volumes));
        Assert.Contains(Path.GetDirectoryName(Text(environment["GRID_DATABASE_FILE"], "value")), mounts.Keys);
        Assert.Contains("/var/lib/grid/secrets/keys", mounts.Keys);

        // Services and budgets choose these pods.
        var labels = (YamlMappingNode)
            documents.Single(document => Text(document, "kind") == kind)["spec"]["template"]["metadata"]["labels"];
        foreach (var document in documents.Where(document => Text(document, "kind") is "Service" or "PodDisruptionBudget"))
        {
            var selector = document["spec"]["selector"];
            selector = ((YamlMappingNode)selector).Children.TryGetValue("matchLabels", out var match) ? match : selector;
            Assert.All(((YamlMappingNode)selector).Children, label => Assert.Equal(label.Value, labels.Children[label.Key]));
        }
    }

    /// <summary>What the shipped nginx.conf does (<c>ShippedProxyTests</c> runs it), said in the ingress' own words.</summary>
    [Fact]
    public void The_ingress_keeps_browsers_at_their_process_and_lets_long_tokens_through()
    {
        var ingress = DeployFiles.Documents(Path.Combine(DeployFiles.Repository, "deploy/kubernetes/ingress.yaml"))[0];
        var says = ((YamlMappingNode)ingress["metadata"]["annotations"]).Children.ToDictionary(
            one => Text(one.Key).Split('/')[1],
            one => Text(one.Value),
            StringComparer.Ordinal
        );
        var nginx = DeployFiles.Read("deploy/compose/nginx.conf");
        Assert.Equal(("cookie", "persistent", "grid_route"), (says["affinity"], says["affinity-mode"], says["session-cookie-name"]));
        Assert.Contains("$cookie_grid_route", nginx, StringComparison.Ordinal);
        Assert.Contains($"proxy_buffer_size {says["proxy-buffer-size"]};", nginx, StringComparison.Ordinal);
        Assert.Contains($"proxy_buffers {says["proxy-buffers-number"]} {says["proxy-buffer-size"]};", nginx, StringComparison.Ordinal);
        Assert.Contains($"proxy_busy_buffers_size {says["proxy-busy-buffers-size"]};", nginx, StringComparison.Ordinal);
        Assert.Contains($"proxy_read_timeout {says["proxy-read-timeout"]}s;", nginx, StringComparison.Ordinal);
        Assert.Contains($"proxy_next_upstream {says["proxy-next-upstream"]};", nginx, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parts_of_the_Kubernetes_files_are_listed()
    {
        var folder = Path.Combine(DeployFiles.Repository, "deploy/kubernetes");
        var listed = ((YamlSequenceNode)DeployFiles.Documents(Path.Combine(folder, "kustomization.yaml"))[0]["resources"])
            .Children.Select(Text)
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            DeployFiles
                .Below("kubernetes", "*.yaml")
                .Select(Path.GetFileName)
                .Where(name => name != "kustomization.yaml")
                .Order(StringComparer.Ordinal),
            listed
        );
        foreach (var file in DeployFiles.Below("kubernetes", "*.yaml"))
            Assert.All(DeployFiles.Documents(file), document => Assert.False(string.IsNullOrEmpty(Text(document, "kind"))));
    }

    /// <summary>A process that an attacker has taken over must not be able to send what it finds anywhere.</summary>
    [Fact]
    public void Nothing_goes_out_but_to_what_is_named()
    {
        var policies = DeployFiles.Documents(Path.Combine(DeployFiles.Repository, "deploy/kubernetes/network-policy.yaml"));
        var all = Assert.Single(policies, policy => Text((YamlMappingNode)policy["metadata"], "name") == "grid-nothing");
        Assert.Empty(((YamlMappingNode)all["spec"]["podSelector"]).Children);
        Assert.Equal(["Ingress", "Egress"], ((YamlSequenceNode)all["spec"]["policyTypes"]).Children.Select(Text));
        var rules = policies
            .Select(policy => (YamlMappingNode)policy["spec"])
            .Where(spec => spec.Children.ContainsKey("egress"))
            .SelectMany(spec => ((YamlSequenceNode)spec["egress"]).Children.Cast<YamlMappingNode>())
            .ToList();
        Assert.Equal(4, rules.Count);
        Assert.All(rules, rule => Assert.NotEmpty(Children(rule, "to")));
        Assert.All(rules, rule => Assert.NotEmpty(Children(rule, "ports")));

        var compose = Assert.Single(DeployFiles.Documents(Path.Combine(DeployFiles.Repository, "deploy/compose/compose.yaml")));
        Assert.Equal("true", Text((YamlMappingNode)compose["networks"]["inside"], "internal"));
        foreach (var service in (string[])["postgres", "migrate"])
            Assert.Equal(["inside"], Merged((YamlMappingNode)compose["services"][service], "networks"));
    }

    [Theory]
    [InlineData("grid-silo@.service")]
    [InlineData("grid-api@.service")]
    public void Units_do_not_try_again_what_cannot_help_and_wait_long_enough(string unit)
    {
        var lines = DeployFiles.Read($"deploy/systemd/{unit}").Split('\n');
        Assert.Contains($"RestartPreventExitStatus={Grid.Silo.Hosting.ExitCodes.Configuration}", lines);
        Assert.Contains("TimeoutStopSec=60", lines);
        Assert.Contains(lines, line => line.StartsWith("ExecStartPost=/opt/grid/deploy/systemd/wait-ready.sh", StringComparison.Ordinal));
    }

    /// <summary>Where systemd is installed; a running one is not needed.</summary>
    [Fact]
    public async Task Systemd_understands_the_units()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "There is no systemd-analyze.");
        var folder = Directory.CreateTempSubdirectory("grid-units-");
        try
        {
            // An instance of each template, with programs that are there.
            var units = new List<string>();
            foreach (
                var file in (string[])
                    [
                        "grid-silo@.service",
                        "grid-api@.service",
                        "grid-alert@.service",
                        "grid-migrate.service",
                        "grid-base-backup.service",
                        "grid-base-backup.timer",
                        "grid.target",
                    ]
            )
            {
                var unit = Path.Combine(folder.FullName, file.Replace("@.", "@1.", StringComparison.Ordinal));
                var text = DeployFiles
                    .Read($"deploy/systemd/{file}")
                    .Replace("/opt/grid/deploy", Path.Combine(DeployFiles.Repository, "deploy"), StringComparison.Ordinal);
                await File.WriteAllTextAsync(
                    unit,
                    text.Replace("/usr/bin/dotnet", "/usr/bin/env", StringComparison.Ordinal),
                    TestContext.Current.CancellationToken
                );
                units.Add(unit);
            }

            // The drop-in is read as part of the unit.
            var restricted = Path.Combine(folder.FullName, "grid-silo@2.service");
            await File.WriteAllTextAsync(
                restricted,
                await File.ReadAllTextAsync(units[0], TestContext.Current.CancellationToken)
                    + DeployFiles.Read("deploy/systemd/grid-egress.conf"),
                TestContext.Current.CancellationToken
            );
            units.Add(restricted);

            using var verify = Process.Start(
                new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", "--man=no", .. units])
                {
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            var says = await verify.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(says.Split('\n'), line => line.Contains("grid-", StringComparison.Ordinal));
            await verify.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, verify.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Scripts_are_executable_and_shell_understands_them()
    {
        string[] scripts =
        [
            .. ((string[])["backup", "postgres", "compose", "systemd", "docker", "tls"]).SelectMany(folder =>
                DeployFiles.Below(folder, "*.sh")
            ),
        ];
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            Assert.True(File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute), script);
            using var shell = Process.Start("bash", ["-n", script]);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, shell.ExitCode);
        }
    }

    /// <summary>Whether Grid:Section:Name is something that is bound or read.</summary>
    private static bool IsOption(string[] parts) =>
        parts[1] switch
        {
            "Api" => typeof(ApiOptions).GetProperty(parts[2]) is not null,
            "Console" => typeof(Grid.Console.Hosting.ConsoleOptions).GetProperty(parts[2]) is not null,
            "Platform" => typeof(Grid.Silo.Platform.PlatformConnectionOptions).GetProperty(parts[2]) is not null,
            "Matters" or "Licences" => parts[2] is "Benefit" or "Hardship" or "Platform"
                && typeof(Grid.Silo.Systems.SystemConnectionOptions).GetProperty(parts[3]) is not null,
            "Telemetry" => typeof(TelemetryOptions).GetProperty(parts[2]) is not null,
            "Cluster" => DeployFiles
                .Read($"src/Silo/Clustering/{nameof(SiloTlsFiles)}.cs")
                .Contains($"\"{parts[2]}\"", StringComparison.Ordinal),
            _ => false,
        };

    /// <summary>A list of a service, its own or that of the part that it is merged with.</summary>
    private static IEnumerable<string> Merged(YamlMappingNode service, string name) =>
        service.Children.ContainsKey(name) ? Children(service, name).Select(Text) : Merged((YamlMappingNode)service["<<"], name);

    private static IEnumerable<YamlNode> Children(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) && value is YamlSequenceNode list ? list.Children : [];

    private static IEnumerable<string> Keys(YamlMappingNode node) => node.Children.Keys.Select(Text);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static string Text(YamlNode node, string name) => Text(node[name]);
}
