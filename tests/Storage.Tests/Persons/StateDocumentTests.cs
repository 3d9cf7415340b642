using System.Text;
using System.Text.Json.Nodes;
using Grid.Domain.Persons;
using Grid.Storage.Persons.State;

namespace Grid.Storage.Tests.Persons;

/// <summary>State written by an older build is read by this one; a newer one's is refused with the reason.</summary>
public sealed class StateDocumentTests
{
    private readonly Grid.Domain.Identity.PersonId person = Grid.Domain.Identity.PersonId.Parse("00000000000000000000000000000001");

    [Fact]
    public void An_older_document_is_brought_up_step_by_step()
    {
        var document = Encoding.UTF8.GetBytes($$"""{"person":"{{person}}","count":3,"somethingForgotten":1}""");
        var record = new StateDocument([new Rename("count", "sequence", 0), new Rename("person", "id", -1)]).Read(-1, document);
        Assert.Equal(person, record.Id);
        Assert.Equal(3, record.Sequence);
    }

    [Fact]
    public void A_missing_step_is_named()
    {
        var error = Assert.Throws<StateSchemaException>(() => new StateDocument([]).Read(0, "{}"u8.ToArray()));
        Assert.Contains("from schema 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_document_is_refused()
    {
        var document = StateDocument.Write(PersonRecord.Unknown(person));
        Assert.Equal(person, new StateDocument([]).Read(StateDocument.Schema, document).Id);
        var error = Assert.Throws<StateSchemaException>(() => new StateDocument([]).Read(StateDocument.Schema + 1, document));
        Assert.Contains("Deploy the build", error.Message, StringComparison.Ordinal);
    }

    private sealed class Rename(string old, string now, short from) : IStateUpgrade
    {
        public short From => from;

        public JsonObject Upgrade(JsonObject document)
        {
            var value = document[old]!.DeepClone();
            document.Remove(old);
            document[now] = value;
            return document;
        }
    }
}
