"""Addresses of the interviews app."""

from django.urls import URLPattern

app_name = "interviews"
urlpatterns: list[URLPattern] = []
