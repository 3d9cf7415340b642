using System.Text.Json.Nodes;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.OpenApi;

/// <summary>Who may: what is open needs no token in the document, and what is not needs one; and whose document it is.</summary>
[Collection(OneHost.Name)]
public sealed class DescribedAccessTests(ApiHost host)
{
    [Fact]
    public async Task Exactly_what_is_open_needs_no_token()
    {
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        var operations = DocumentParts.Operations(document);
        Assert.True(operations.Count > 250);
        Assert.All(operations, operation =>
        {
            var isOpen = operation.Name.StartsWith("problems.", StringComparison.Ordinal) || RoleMatrix.BuiltIn.IsOpen(operation.Name);
            var security = operation.Described["security"]!.AsArray();
            Assert.True(security.Count == (isOpen ? 0 : 1), operation.Name);
            Assert.Equal(!isOpen, operation.Described["responses"]!["401"] is not null);
            if (!isOpen)
                Assert.NotNull(document["components"]!["securitySchemes"]![security[0]!.AsObject().Single().Key]);
        });
    }

    [Fact]
    public async Task The_document_names_server_licence_and_contact()
    {
        var document = (await DescribedAnswers.OfAsync(host)).Document;
        Assert.Equal("/", (string?)Assert.Single(document["servers"]!.AsArray())!["url"]);
        foreach (var part in (string[])["license", "contact"])
            Assert.False(string.IsNullOrWhiteSpace((string?)document["info"]![part]!["name"]), part);
    }
}
