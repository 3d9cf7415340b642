using System.Globalization;
using System.Text;

namespace Grid.Resilience.Tests.Tables;

/// <summary>The rows of a run, as text for the test's output and for a file beside its results.</summary>
internal static class FaultTable
{
    public static string Of(string title, IReadOnlyList<FaultRow> rows)
    {
        var text = new StringBuilder()
            .AppendLine(title)
            .AppendLine("| fault | sent | answered | retried | failed | lost | doubled | longest answer | seconds until normal |")
            .AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in rows)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Fault} | {row.Sent} | {row.Answered} | {row.Retried} | {row.Failed} | {row.Lost} | {row.Doubled} | {row.Longest.TotalSeconds:0.0} s | {row.UntilNormal.TotalSeconds:0.0} |"
            );
        }

        return text.ToString();
    }

    public static async Task PublishAsync(string name, string text)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(text);
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, name + ".md"), text, TestContext.Current.CancellationToken);
    }
}
