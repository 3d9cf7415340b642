using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;

namespace Grid.Domain.Tests.Counting.Reports;

/// <summary>The same figures are the same text and digest, wherever and whenever they are put together.</summary>
public sealed class ReportDocumentTests
{
    [Fact]
    public void The_digest_does_not_hang_on_the_order_in_which_figures_came()
    {
        var inputs = MadeInputs.City2();
        var turned = inputs with
        {
            Leaves =
            [
                .. inputs
                    .Leaves.Reverse()
                    .Select(leaf => leaf with { Flows = new Figures(leaf.Flows.Cells.Reverse()), Version = leaf.Version + 3 }),
            ],
        };
        Assert.Equal(ReportDocument.Of(ReportMaker.Make(inputs)), ReportDocument.Of(ReportMaker.Make(turned)));
    }

    [Fact]
    public void A_document_reads_back_as_itself()
    {
        var document = ReportDocument.Of(ReportMaker.Make(MadeInputs.City2()));
        Assert.Equal(document, ReportDocument.Of(ReportDocument.Read(document.Text)));
        Assert.Equal(document.Digest, ReportDocument.DigestOf(document.Text));
        Assert.Matches("^[0-9a-f]{64}$", document.Digest);
        Assert.DoesNotContain(" ", document.Text.Replace("统计局", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_figure_changes_it()
    {
        var inputs = MadeInputs.City2();
        var digest = ReportDocument.Of(ReportMaker.Make(inputs)).Digest;
        ReportInputs[] others =
        [
            inputs with
            {
                Denominator = inputs.Denominator! with { UrbanEmployed = 996 },
            },
            inputs with
            {
                Services = inputs.Services with { Contacts = 9 },
            },
            inputs with
            {
                LastYear = inputs.LastYear with { Opening = inputs.Leaves[0].Opening },
            },
            inputs.With(MadeInputs.East, leaf => leaf with { Opening = new Figures() }),
        ];
        Assert.Equal(
            others.Length + 1,
            others.Select(other => ReportDocument.Of(ReportMaker.Make(other)).Digest).Append(digest).Distinct().Count()
        );
    }

    /// <summary>Fixed: a change of the canonical form would make digests of submitted reports unprovable.</summary>
    [Fact]
    public void The_canonical_form_stays()
    {
        var text = ReportDocument.Of(ReportMaker.Make(MadeInputs.City2())).Text;
        Assert.StartsWith(
            "{\"blocks\":[{\"block\":\"urban\",\"hardshipReemployed\":1,\"internalIn\":1,\"internalOut\":1,\"measures\":[{\"by\":[{\"dimension\":\"sex\",\"values\":{\"1\":1,\"2\":2}}",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("\"rate\":{\"percent\":0.50,\"registered\":5,\"urbanEmployed\":995}", text, StringComparison.Ordinal);
        Assert.EndsWith("\"to\":\"2026-11-20\"}", text, StringComparison.Ordinal);
    }
}
