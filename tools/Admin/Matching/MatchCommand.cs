using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Grid.Admin.Importing;
using Grid.Admin.Schema;
using Grid.Domain.Calendar;

namespace Grid.Admin.Matching;

/// <summary>
/// <c>match</c>: delivers a file of a source of data (信息比对) to a running register, and shows how far it is until it is over. Exit code 1
/// when it cannot be delivered, 2 when rows could not be read, 3 when it asks for an operator.
/// </summary>
internal static class MatchCommand
{
    public static Command Create(TimeProvider clock)
    {
        var source = new Argument<string>("SOURCE") { Description = "Id of the source, such as employment." };
        var file = new Argument<FileInfo>("FILE") { Description = "CSV, XLSX or NDJSON." };
        var url = new Option<string>("--url") { Description = "The register.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "The moment as of which the source says so, as 2026-11-21T00:00:00+08:00; without it, when the file was written.",
        };
        var go = new Option<string?>("--continue")
        {
            Description = "Id of a delivery whose file was cut off: the same file is sent again.",
        };
        var command = new Command("match", "Deliver a file of a source of data. The token is in GRID_TOKEN.")
        {
            source,
            file,
            url,
            asOf,
            go,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (Environment.GetEnvironmentVariable("GRID_TOKEN") is not { Length: > 0 } token)
                    return Connections.Fail("match needs GRID_TOKEN: a token of the kind matching-feed.");
                var content = parsed.GetValue(file)!;
                if (!content.Exists)
                    return Connections.Fail($"文件不存在。There is no file {content.Name}.");
                using var client = RunningRegister.Connect(parsed.GetValue(url)!, token);
                var delivery = new Delivery(new RunningRegister(client, clock), content);
                try
                {
                    var id = parsed.GetValue(go)
                        ?? await delivery.OpenAsync(
                            parsed.GetValue(source)!,
                            parsed.GetValue(asOf)
                                ?? new DateTimeOffset(content.LastWriteTimeUtc)
                                    .ToOffset(ChinaTime.Offset)
                                    .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                            cancellationToken
                        );
                    return await delivery.RunAsync(id, cancellationToken);
                }
                catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }

    private sealed class Delivery(RunningRegister register, FileInfo file)
    {
        private const string Runs = "v1/matching/runs";

        public async Task<string> OpenAsync(string source, string asOf, CancellationToken cancellationToken)
        {
            var run = await register.PostAsync(Runs, new { source, asOf }, cancellationToken);
            return RunningRegister.Text(run, "id")!;
        }

        /// <summary>Sends the file, begins the matching and waits until it is over or asks.</summary>
        public async Task<int> RunAsync(string id, CancellationToken cancellationToken)
        {
            Console.Out.WriteLine($"比对批次 delivery {id}");
            var sent = await register.PutAsync($"{Runs}/{id}/file", file, cancellationToken);
            var faulty = RunningRegister.Number(sent, "faulty");
            Console.Out.WriteLine($"行 rows {RunningRegister.Number(sent, "next"):N0}, 无法读取 not read {faulty:N0}");
            foreach (var fault in sent.GetProperty("faults").EnumerateArray())
            {
                Console.Out.WriteLine(
                    $"  行 row {RunningRegister.Number(fault, "row")}: {RunningRegister.Text(fault, "field")} {RunningRegister.Text(fault, "text")}"
                );
            }

            if (!sent.GetProperty("whole").GetBoolean())
            {
                return Connections.Fail(
                    $"文件不完整,未开始比对。The file is not whole, nothing is matched: send it again with --continue {id}."
                );
            }

            await register.PostAsync($"{Runs}/{id}/close", new { }, cancellationToken);
            JsonElement run;
            do
            {
                await register.PauseAsync(cancellationToken);
                run = await register.GetAsync($"{Runs}/{id}", cancellationToken);
                RunningRegister.Show(Line(run));
            } while (RunningRegister.Text(run, "status") == "running");

            Console.Out.WriteLine();
            return RunningRegister.Text(run, "status") switch
            {
                "asking" => 3,
                "done" => faulty > 0 ? 2 : 0,
                _ => 1,
            };
        }

        private static string Line(JsonElement run)
        {
            long Number(string member) => RunningRegister.Number(run, member);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{RunningRegister.Text(run, "status"), -7} {Number("processed"):N0} / {Number("hits"):N0} 命中 hits; 待办 tasks {Number("tasks"):N0}, 退出 exits {Number("exits"):N0}, 撤销退出 undone {Number("undone"):N0}, 不予采用 refused {Number("refused"):N0}, 上限 limit {Number("allowed"):N0}"
            );
        }
    }
}
