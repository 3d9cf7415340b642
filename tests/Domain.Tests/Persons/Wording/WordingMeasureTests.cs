using System.Globalization;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons.Wording;

/// <summary>
/// How well suspicious wording is found: precision (of what is flagged, how much should be) and recall (of what should be, how much is
/// flagged), on made-up notes. The words were tuned on <c>known.tsv</c> alone; <c>held-out.tsv</c> shows what to expect of notes that they
/// have not met. A change of the words must not make either worse than the bounds here.
/// </summary>
public sealed class WordingMeasureTests(ITestOutputHelper output)
{
    [Fact]
    public void Precision_and_recall_on_made_up_notes()
    {
        var (known, heldOut) = (Read("known.tsv"), Read("held-out.tsv"));
        var all = known.Concat(heldOut).ToList();
        Assert.True(all.Count >= 300);
        Assert.InRange((double)all.Count(note => note.Article is null) / all.Count, 0.48, 0.52);
        Assert.Equal(all.Count, all.Select(note => note.Text).Distinct().Count());

        var (knownMeasure, heldOutMeasure, both) = (Measure("known", known), Measure("held out", heldOut), Measure("all", all));
        Assert.True(knownMeasure.Precision >= 0.98 && knownMeasure.Recall >= 0.98, "known: " + knownMeasure);
        Assert.True(heldOutMeasure.Precision >= 0.95 && heldOutMeasure.Recall >= 0.68, "held out: " + heldOutMeasure);
        Assert.True(both.Precision >= 0.97 && both.Recall >= 0.86, "all: " + both);
    }

    private Measured Measure(string name, IReadOnlyCollection<Note> notes)
    {
        var found = notes
            .Select(note => (Note: note, Articles: SuspiciousWording.Find(note.Text, note.Use).Select(finding => finding.Article).ToList()))
            .ToList();
        var suspicious = notes.Count(note => note.Article is not null);
        var flagged = found.Count(one => one.Articles.Count > 0);
        var right = found.Count(one => one.Note.Article is not null && one.Articles.Count > 0);
        var article = found.Count(one => one.Note.Article is { } of && one.Articles.Contains(of));
        var measured = new Measured(flagged == 0 ? 0 : (double)right / flagged, (double)right / suspicious);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {notes.Count} notes, {notes.Count - suspicious} innocent; flagged {flagged}, of these rightly {right} (with the right article {article}); {measured}"
            )
        );
        foreach (var (note, articles) in found.Where(one => one.Note.Article is null != (one.Articles.Count == 0)))
            output.WriteLine($"  {(articles.Count > 0 ? "flagged for nothing" : "missed")}: {note.Use} {note.Text}");
        return measured;
    }

    private static List<Note> Read(string file)
    {
        using var stream = typeof(WordingMeasureTests).Assembly.GetManifestResourceStream("Notes/" + file)!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line[0] != '#')
                .Select(line => line.Split('\t'))
                .Select(cells => new Note(
                    cells[0] switch
                    {
                        "ok" => null,
                        "2" => SuspiciousWording.PapersArticle,
                        "4" => SuspiciousWording.ExitArticle,
                        var other => throw new FormatException(other),
                    },
                    Enum.Parse<WordingUse>(cells[1]),
                    cells[2]
                )),
        ];
    }

    private sealed record Note(string? Article, WordingUse Use, string Text);

    private sealed record Measured(double Precision, double Recall)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"precision {Precision:F3}, recall {Recall:F3}");
    }
}
