namespace Grid.Domain.Notices;

/// <summary>The language of a message to the person.</summary>
public enum NoticeLanguage
{
    Chinese,
    English,
}
