using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Grid.Admin.Schema;

namespace Grid.Admin.Importing;

/// <summary>
/// <c>import</c>: sends a file of an earlier system to a running register and shows how far it is, until it is checked or done. Exit code 1
/// when it cannot be sent, 2 when rows were rejected.
/// </summary>
internal static class ImportCommand
{
    public static Command Create(TimeProvider clock)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV, XLSX or NDJSON." };
        var url = new Option<string>("--url") { Description = "The register.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var reason = new Option<string?>("--reason") { Description = "Why; it is kept with the import." };
        var system = new Option<string>("--system")
        {
            Description = "The mapping table of the earlier system.",
            DefaultValueFactory = _ => "current",
        };
        var kind = new Option<string>("--kind")
        {
            Description = "What its rows are: registrations, followUps, services or exits. Registrations are imported first.",
            DefaultValueFactory = _ => "registrations",
        };
        kind.AcceptOnlyFromAmong("registrations", "followUps", "services", "exits");
        var baseline = new Option<string?>("--baseline")
        {
            Description = "Take over the stock of the end of this day, as 2026-10-20; without it the history is counted.",
        };
        var whole = new Option<bool>("--whole") { Description = "All or nothing." };
        var check = new Option<bool>("--check") { Description = "Only check; nothing is imported." };
        var report = new Option<FileInfo?>("--report") { Description = "Where the report is written, as CSV." };
        var command = new Command(
            "import",
            "Import registrations, follow-ups, services or exits of an earlier system. The token is in GRID_TOKEN."
        )
        {
            file,
            url,
            kind,
            reason,
            system,
            baseline,
            whole,
            check,
            report,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (Environment.GetEnvironmentVariable("GRID_TOKEN") is not { Length: > 0 } token)
                    return Connections.Fail("import needs GRID_TOKEN: the token of a supervisor.");
                var source = parsed.GetValue(file)!;
                if (!source.Exists)
                    return Connections.Fail($"文件不存在。There is no file {source.Name}.");
                using var client = RunningRegister.Connect(parsed.GetValue(url)!, token);
                try
                {
                    var order = new
                    {
                        kind = parsed.GetValue(kind),
                        system = parsed.GetValue(system),
                        note = parsed.GetValue(reason) ?? $"导入 {source.Name}",
                        baselineOn = parsed.GetValue(baseline),
                        whole = parsed.GetValue(whole),
                        checksOnly = parsed.GetValue(check),
                    };
                    var register = new RunningRegister(client, clock);
                    var import = await RunAsync(register, source, order, cancellationToken);
                    if (parsed.GetValue(check))
                        await PreviewAsync(register, RunningRegister.Text(import, "id")!, cancellationToken);
                    if (parsed.GetValue(report) is { } target)
                        await SaveAsync(client, import, target, cancellationToken);
                    return import.GetProperty("rejected").GetInt64() > 0 || RunningRegister.Text(import, "status") == "cancelled" ? 2 : 0;
                }
                catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
                {
                    return Connections.Fail(e.Message);
                }
            }
        );
        return command;
    }

    private static async Task SaveAsync(HttpClient client, JsonElement import, FileInfo target, CancellationToken cancellationToken)
    {
        await using var content = await client.GetStreamAsync(
            new Uri(RunningRegister.Text(import, "report")!, UriKind.Relative),
            cancellationToken
        );
        await using var saved = target.Create();
        await content.CopyToAsync(saved, cancellationToken);
        Console.Out.WriteLine($"报告 report: {target.FullName}");
    }

    /// <summary>Orders, sends and waits.</summary>
    private static async Task<JsonElement> RunAsync<T>(
        RunningRegister register,
        FileInfo file,
        T order,
        CancellationToken cancellationToken
    )
    {
        var import = await register.PostAsync("v1/imports", order, cancellationToken);
        var id = RunningRegister.Text(import, "id");
        Console.Out.WriteLine($"导入 import {id}");
        import = await register.PutAsync(RunningRegister.Text(import, "file")!, file, cancellationToken);
        RunningRegister.Show(Line(import));
        while (RunningRegister.Text(import, "status") is "reading" or "checking" or "running" or "keeping" or "undoing")
        {
            await register.PauseAsync(cancellationToken);
            import = await register.GetAsync($"v1/imports/{id}", cancellationToken);
            RunningRegister.Show(Line(import));
        }

        Console.Out.WriteLine();
        return import;
    }

    /// <summary>What the values of the file were taken for, so that a wrong mapping table is noticed before the import.</summary>
    private static async Task PreviewAsync(RunningRegister register, string id, CancellationToken cancellationToken)
    {
        var mapping = await register.GetAsync($"v1/imports/{id}/mapping", cancellationToken);
        Console.Out.WriteLine($"代码对照 mapping ({RunningRegister.Text(mapping, "system")} {RunningRegister.Text(mapping, "version")}):");
        foreach (var value in mapping.GetProperty("values").EnumerateArray())
        {
            var to = value.GetProperty("understood").GetBoolean()
                ? RunningRegister.Text(value, "to") ?? "(空 blank)"
                : "未识别 not understood";
            var from = RunningRegister.Text(value, "from") ?? "…";
            Console.Out.WriteLine($"  {RunningRegister.Text(value, "list")}: {from} → {to}  × {RunningRegister.Number(value, "cells"):N0}");
        }
    }

    private static string Line(JsonElement import)
    {
        long Number(string member) => RunningRegister.Number(import, member);
        var rate =
            import.TryGetProperty("personsPerSecond", out var speed) && speed.ValueKind == JsonValueKind.Number ? speed.GetDouble() : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{RunningRegister.Text(import, "status"), -9} {Number("walked"):N0} / {Number("persons"):N0} 人 persons, {rate:N0}/s, 剩余 left {Number("secondsLeft")} s; 行 rows {Number("rows"):N0}, 导入 imported {Number("imported"):N0}, 已有 present {Number("present"):N0}, 未导入 rejected {Number("rejected"):N0}"
        );
    }
}
